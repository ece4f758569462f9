// An element that owns storage is known to another handler.
// RUN: %race %s %t -std=c++17
// EXPECT: a b conflict
#include <vector>
#include <memory>
struct inner { std::vector<int> v; };
struct s { std::vector<inner> in; };
inner *g;
extern "C" void a(s *p) { for (auto &i : p->in) for (auto &e : i.v) e++; }
extern "C" void b() { if (g) g->v.push_back(1); }
extern "C" void c(s *p) { g = &p->in[0]; }

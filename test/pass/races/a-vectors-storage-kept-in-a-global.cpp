// The address of a vector's elements was kept.
// RUN: %race %s %t -std=c++17
// EXPECT: a b conflict
#include <vector>
struct s { int n; std::vector<int> v; };
int *g;
extern "C" void a(s *p) { for (auto &e : p->v) e++; }
extern "C" void b() { if (g) *g = 2; }
extern "C" void c(s *p) { p->v.push_back(1); g = p->v.data(); }

// A vector moves from a context to a variable that others loop over.
// RUN: %race %s %t -std=c++17
// EXPECT: a b conflict
#include <vector>
struct s { int n; std::vector<int> v; };
std::vector<int> g;
extern "C" void a() { for (auto &e : g) e++; }
extern "C" void b(s *p) { g = std::move(p->v); }

// An iterator that was kept leads into the list of one context.
// RUN: %race %s %t -std=c++17
// EXPECT: a b conflict
#include <list>
struct s { int n; std::list<int> l; };
std::list<int>::iterator g;
extern "C" void a(s *p) { for (auto &e : p->l) e++; }
extern "C" void b() { *g = 2; }
extern "C" void c(s *p) { p->l.push_back(1); g = p->l.begin(); }

// Nodes move from a context to a list that others loop over.
// RUN: %race %s %t -std=c++17
// EXPECT: a b conflict
#include <list>
struct s { int n; std::list<int> l; };
std::list<int> all;
extern "C" void a(s *p) { all.splice(all.end(), p->l); }
extern "C" void b() { for (auto &e : all) e++; }

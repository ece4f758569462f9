// A list's elements lead to other contexts' elements.
// RUN: %race %s %t -std=c++17
// EXPECT: a b conflict
#include <forward_list>
struct e_t { long n; e_t *peer; };
struct s { std::forward_list<e_t> m; };
extern "C" void a(s *p) { for (auto &e : p->m) if (e.peer) e.peer->n++; }
extern "C" void b(e_t *p) { p->n = 0; }

// A node of a list as a key.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <list>
struct c { std::list<int> l; };
extern "C" void a(std::__detail::_List_node_base *n) { std::list<int>::iterator it(n); ++it; *it = 5; }
extern "C" void b(c *x) { x->l.back() = 6; }

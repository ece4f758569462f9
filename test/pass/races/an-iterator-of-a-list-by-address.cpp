// An iterator of a list by address.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <list>
struct c { std::list<int> l; };
extern "C" void a(std::list<int>::iterator *it) { auto i = *it; ++i; *i = 4; }
extern "C" void b(c *x) { x->l.back() = 6; }

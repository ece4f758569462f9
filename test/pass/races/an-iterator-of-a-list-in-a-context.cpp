// An iterator of a list in a context.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <list>
struct c { std::list<int> l; };
struct w { std::list<int>::iterator it; };
extern "C" void a(w *x) { ++x->it; *x->it = 4; }
extern "C" void b(c *x) { x->l.back() = 6; }

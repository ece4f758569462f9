// An iterator of a deque in a context.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <deque>
struct c { std::deque<int> l; };
struct w { std::deque<int>::iterator it; };
extern "C" void a(w *x) { *x->it = 4; }
extern "C" void b(c *x) { x->l.front() = 1; }

// An any in a context.
// RUN: %race %s %t
// EXPECT: a b by-key
#include <any>
struct c { std::any v; };
extern "C" void a(c *x) { x->v = 3; }
extern "C" void b(c *x) { if (int *p = std::any_cast<int>(&x->v)) *p = 4; }

// A raw pointer beside a unique ptr.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <memory>
struct obj { int n; };
obj *watched;
struct c { std::unique_ptr<obj> p; };
extern "C" void a(c *x) { x->p->n = 3; }
extern "C" void b() { watched->n = 1; }

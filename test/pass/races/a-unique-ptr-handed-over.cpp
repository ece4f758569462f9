// A unique ptr handed over.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <memory>
struct obj { int n; };
std::unique_ptr<obj> inbox;
struct c { std::unique_ptr<obj> p; };
extern "C" void a(c *x) { inbox = std::move(x->p); }
extern "C" void b(c *x) { x->p = std::move(inbox); if (x->p) x->p->n = 1; }

// A unique ptr that does not own.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <memory>
struct nop { void operator()(int *) const {} };
int g;
struct c { std::unique_ptr<int, nop> p; };
extern "C" void a(c *x) { *x->p = 3; }
extern "C" void b() { g = 1; }

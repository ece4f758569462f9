// A std function in a context.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <functional>
int g;
struct c { std::function<void()> f; };
extern "C" void m(c *x) { x->f = [] { g++; }; }
extern "C" void a(c *x) { x->f(); }
extern "C" void b() { g = 0; }

// A global vector moved into a context.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <vector>
std::vector<int> all; int out;
struct c { std::vector<int> v; };
extern "C" void a(c *x) { x->v = std::move(all); }
extern "C" void b(c *x) { out = all[0]; }

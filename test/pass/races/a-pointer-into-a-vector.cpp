// A pointer into a vector.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <vector>
struct c { std::vector<int> v; };
int *shared;
extern "C" void a(c *x) { x->v[3] = 1; }
extern "C" void b() { *shared = 2; }

// Elements rotated within a contexts vector.
// RUN: %race %s %t
// EXPECT: a b by-key
#include <algorithm>
#include <vector>
struct c { std::vector<int> v; };
extern "C" void a(c *x) { std::rotate(x->v.begin(), x->v.begin() + 1, x->v.end()); }
extern "C" void b(c *x) { x->v[1] = 3; }

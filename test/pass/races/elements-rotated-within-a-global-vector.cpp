// Elements rotated within a global vector.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <algorithm>
#include <vector>
std::vector<int> v; struct c { int k; };
extern "C" void a() { std::rotate(v.begin(), v.begin() + 1, v.end()); }
extern "C" void b(c *x) { x->k = v[1]; }

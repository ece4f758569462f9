// A global vector swapped out and back.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <vector>
std::vector<int> all; int out;
struct c { std::vector<int> v; };
extern "C" void a(c *x) { std::vector<int> t; t.swap(all); t[0] = 1; all.swap(t); }
extern "C" void b(c *x) { out = all[0]; }

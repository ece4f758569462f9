// A comparator of a set that counts.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <set>
int compared;
struct less { bool operator()(int x, int y) const { compared++; return x < y; } };
struct c { std::set<int, less> s; };
extern "C" void a(c *x) { x->s.insert(4); }
extern "C" void b() { compared = 0; }

// A hash functor that counts.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <unordered_set>
int hashed;
struct h { std::size_t operator()(int x) const { hashed++; return x; } };
struct c { std::unordered_set<int, h> s; };
extern "C" void a(c *x) { x->s.insert(4); }
extern "C" void b() { hashed = 0; }

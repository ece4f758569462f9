// Pointers in a contexts map.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <map>
int g;
struct c { std::map<int, int *> l; };
extern "C" void a(c *x) { auto i = x->l.find(2); if (i != x->l.end()) *i->second = 1; }
extern "C" void b() { g = 1; }

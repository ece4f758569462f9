// Pointers in a local set.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <set>
int g;
extern "C" void a() { std::set<int *> l; l.insert(&g); **l.begin() = 1; }
extern "C" void b() { g = 1; }

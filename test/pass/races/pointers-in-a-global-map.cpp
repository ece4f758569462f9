// Pointers in a global map.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <map>
int g;
std::map<int, int *> l;
extern "C" void a() { *l[2] = 1; }
extern "C" void b() { g = 1; }

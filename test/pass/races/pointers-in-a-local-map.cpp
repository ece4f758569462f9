// Pointers in a local map.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <map>
int g;
extern "C" void a() { std::map<int, int *> l; l[3] = &g; for (auto &e : l) *e.second = 1; }
extern "C" void b() { g = 1; }

// Pointers in a local vector.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <vector>
int g;
extern "C" void a() { std::vector<int *> l; l.push_back(&g); for (auto &e : l) *e = 1; }
extern "C" void b() { g = 1; }

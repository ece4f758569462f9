// Pointers in a local hash table.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <unordered_map>
int g;
extern "C" void a() { std::unordered_map<int, int *> l; l[3] = &g; for (auto &e : l) *e.second = 1; }
extern "C" void b() { g = 1; }

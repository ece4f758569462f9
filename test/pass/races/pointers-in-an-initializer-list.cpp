// Pointers in an initializer list.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <initializer_list>
int g, h;
static void all(std::initializer_list<int *> l) { for (int *p : l) *p = 1; }
extern "C" void a() { all({&h, &g}); }
extern "C" void b() { g = 1; }

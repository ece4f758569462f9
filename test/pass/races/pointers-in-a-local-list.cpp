// Pointers in a local list.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <list>
int g;
extern "C" void a() { std::list<int *> l; l.push_back(&g); *l.front() = 1; }
extern "C" void b() { g = 1; }

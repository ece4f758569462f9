// Pointers in a local deque.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <deque>
int g;
extern "C" void a() { std::deque<int *> l; l.push_back(&g); for (auto &e : l) *e = 1; }
extern "C" void b() { g = 1; }

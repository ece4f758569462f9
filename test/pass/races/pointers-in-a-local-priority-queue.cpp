// Pointers in a local priority queue.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <queue>
int g;
extern "C" void a() { std::priority_queue<int *> l; l.push(&g); *l.top() = 1; }
extern "C" void b() { g = 1; }

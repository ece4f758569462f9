// A pointer taken by an atomic exchange.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdatomic.h>
int g; _Atomic(int *) slot;
void a(void) { int *p = atomic_exchange(&slot, (int *)0); if (p) *p = 1; }
void b(void) { g = 1; }

// A tagged pointer in a local.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdint.h>
int g[4];
void a(void) { uintptr_t t = (uintptr_t)&g[1] | 1; int *p = (int *)(t & ~(uintptr_t)7); *p = 1; }
void b(void) { g[0] = 1; }

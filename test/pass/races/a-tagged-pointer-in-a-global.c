// A tagged pointer in a global.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdint.h>
int g;
uintptr_t slot;
void a(void) { int *p = (int *)(slot & ~(uintptr_t)7); *p = 1; }
void b(void) { g = 1; }

// A pointer in two halves.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdint.h>
int g;
void a(void) { uint32_t lo = (uint32_t)(uintptr_t)&g, hi = (uint32_t)((uintptr_t)&g >> 32); int *p = (int *)(((uintptr_t)hi << 32) | lo); *p = 1; }
void b(void) { g = 1; }

// An address selected by masks.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdint.h>
int x, y;
void a(int c) { uintptr_t m = -(uintptr_t)(c != 0); *(int *)(((uintptr_t)&x & m) | ((uintptr_t)&y & ~m)) = 1; }
void b(void) { y = 1; }

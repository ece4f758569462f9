// Constant address arithmetic.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdint.h>
int arr[16];
void a(void) { *(int *)((uintptr_t)arr + 8) = 5; }
void b(void) { arr[2] = 4; }

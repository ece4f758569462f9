// Constant address arithmetic in an initializer.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdint.h>
int arr[16];
uintptr_t const where = (uintptr_t)&arr[0] + 8;
void a(void) { *(int *)where = 5; }
void b(void) { arr[2] = 4; }

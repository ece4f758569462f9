// A pointer rounded down.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdint.h>
_Alignas(64) int arr[16];
void a(void) { int *p = __builtin_align_down(&arr[5], 64); *p = 1; }
void b(void) { arr[0] = 4; }

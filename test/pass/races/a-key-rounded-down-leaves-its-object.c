// A key rounded down leaves its object.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdint.h>
void a(int *x) { int *p = __builtin_align_down(x, 64); *p = 1; }
void b(int *y) { *y = 4; }

// The distance between two elements.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: c b conflict
#include <stdint.h>
int g[8];
int x;
struct ring { int *from, *to; };
void a(struct ring *r) { long n = r->to - r->from; g[n] = 1; }
void c(void) { uintptr_t d = (uintptr_t)g - (uintptr_t)&x; *(int *)((uintptr_t)&x + d) = 1; }
void b(void) { g[3] = 2; }

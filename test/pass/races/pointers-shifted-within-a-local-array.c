// Pointers shifted within a local array.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string.h>
int g, h; int out;
void a(int i) { int *v[4] = {&h, &h, &h, &g}; int *w[4]; memcpy(w, v, sizeof v); memmove(w, w + 1, 3 * sizeof *w); *w[2] = 1; }
void b(void) { out = g; }

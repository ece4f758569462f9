// Pointers shifted within a global array.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string.h>
int g, out; int *v[8];
void a(int i) { memmove(&v[0], &v[1], 7 * sizeof v[0]); *v[0] = 1; }
void b(void) { out = g; }

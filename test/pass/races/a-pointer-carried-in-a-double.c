// A pointer carried in a double.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string.h>
int g;
void a(void) { int *p = &g, *q; double d; memcpy(&d, &p, 8); memcpy(&q, &d, 8); *q = 1; }
void b(void) { g = 1; }

// Pointers in a block that realloc moved.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdlib.h>
int g;
struct c { int **v; };
void a(struct c *x) { int **p = realloc(x->v, 80); x->v = 0; *p[0] = 3; }
void b(void) { g = 0; }

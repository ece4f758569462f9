// The programs own malloc.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
#include <stdlib.h>
struct c { int *p; };
void a(struct c *x) { x->p = malloc(3); }
//--- b.c
static char arena[1000]; unsigned long used;
void *malloc(unsigned long n) { void *p = arena + used; used += n; return p; }
void free(void *p) {}
void b(void) { used = 0; }

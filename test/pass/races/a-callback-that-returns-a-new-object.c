// A callback's result is an object that leads to a variable.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdlib.h>
struct box { int *p; };
//--- a.c
int *use(struct box *(*make)(void));
int g;
static struct box *make(void) { struct box *x = malloc(sizeof *x); x->p = &g; return x; }
void a(int i) { *use(make) = 1; }
void b(void) { g = 2; }
//--- b.c
int *use(struct box *(*make)(void)) { return make()->p; }

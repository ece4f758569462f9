// Another unit notes the object that it makes, and somebody points it elsewhere.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: a a conflict
#include <stdlib.h>
struct box { int *p; };
struct box *make(int *p);
void poke(void);
//--- a.c
void a(int *p) { struct box *x = make(p); poke(); *x->p = 1; }
//--- b.c
static int g;
static struct box *kept;
struct box *make(int *p) { struct box *x = malloc(sizeof *x); x->p = p; kept = x; return x; }
void poke(void) { kept->p = &g; }
void z(void) { g = 0; }

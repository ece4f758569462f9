// Another unit makes an object with its caller's pointer in it: that is all it leads to.
// Twin: a variable's address is put there as well.
// RUN: %race %s %t
// EXPECT: own own apart
// EXPECT: a a conflict
#include <stdlib.h>
struct box { long n; int *p, *q; };
//--- a.c
struct box *make(int *p);
struct box *make_more(int *p);
void own(int *p) { struct box *x = make(p); ++*x->p; x->n = 3; free(x); }
void a(int *p) { struct box *x = make_more(p); ++*x->q; free(x); }
//--- b.c
static int g;
struct box *make(int *p) { struct box *x = malloc(sizeof *x); x->n = 1; x->p = p; x->q = 0; return x; }
struct box *make_more(int *p) { struct box *x = make(p); x->q = &g; return x; }

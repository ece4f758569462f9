// Another unit makes an object that leads to a variable: as its result, and where it is told.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: c b conflict
// EXPECT: d b conflict
// EXPECT: e b conflict
#include <stdlib.h>
struct box { int *p; };
struct outer { long n; struct box *in; };
//--- a.c
struct box *make(void);
void make_at(struct box **at);
struct outer *make_two(void);
struct outer *grow(struct outer *x);
void a(void) { struct box *x = make(); *x->p = 1; free(x); }
void c(void) { struct box *x; make_at(&x); *x->p = 1; free(x); }
void d(void) { struct outer *x = make_two(); *x->in->p = 1; }
void e(void) { struct outer x = {0, 0}; grow(&x); *x.in->p = 1; }
//--- b.c
int g;
struct box *make(void) { struct box *x = malloc(sizeof *x); x->p = &g; return x; }
void make_at(struct box **at) { *at = malloc(sizeof **at); (*at)->p = &g; }
struct outer *make_two(void) { struct outer *x = malloc(sizeof *x); x->in = make(); return x; }
struct outer *grow(struct outer *x) { x->in = make(); return x; }
void b(void) { g = 2; }

// A callback follows two pointers, through objects of the one who calls it.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: own own apart
struct box { int *p; };
struct outer { long n; struct box *in; };
//--- a.c
void lend(void (*f)(struct outer *), int *p);
int g;
static void hit(struct outer *x) { *x->in->p = 1; }
void a(void) { lend(hit, &g); }
void own(int *p) { lend(hit, p); }
void b(void) { g = 2; }
//--- b.c
void lend(void (*f)(struct outer *), int *p) { struct box x = {p}; struct outer y = {1, &x}; f(&y); }

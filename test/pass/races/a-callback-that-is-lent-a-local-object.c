// A callback follows the pointer in an object that lives no longer than the call.
// Twin: the pointer there is the caller's own.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: own own apart
struct box { int *p; };
//--- a.c
void lend(void (*f)(struct box *), int *p);
int g;
static void hit(struct box *x) { *x->p = 1; }
void a(void) { lend(hit, &g); }
void own(int *p) { lend(hit, p); }
void b(void) { g = 2; }
//--- b.c
void lend(void (*f)(struct box *), int *p) { struct box x = {p}; f(&x); }

// A callback points an object of the one who calls it elsewhere, and that one goes there.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a a conflict
struct box { int *p; };
//--- a.c
void lend(void (*f)(struct box *), int *p);
int g;
static void aim(struct box *x) { x->p = &g; }
void a(int *own) { lend(aim, own); }
void b(void) { g = 2; }
//--- b.c
void lend(void (*f)(struct box *), int *p) { struct box x = {p}; f(&x); *x.p = 1; }

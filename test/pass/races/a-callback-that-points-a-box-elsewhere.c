// A callback points a box elsewhere, which the one who lent it uses afterwards.
// Twin: the callback points it at what the caller has named.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a a conflict
// EXPECT: own own apart
struct box { int *p; };
//--- a.c
void apply(void (*f)(struct box *, int *), struct box *x, int *p);
int g;
static void aim(struct box *x, int *p) { x->p = &g; }
static void keep(struct box *x, int *p) { x->p = p; }
void a(int *own) { struct box x = {own}; apply(aim, &x, own); *x.p = 1; }
void own(int *own) { struct box x = {own}; apply(keep, &x, own); *x.p = 1; }
void b(void) { g = 2; }
//--- b.c
void apply(void (*f)(struct box *, int *), struct box *x, int *p) { f(x, p); }

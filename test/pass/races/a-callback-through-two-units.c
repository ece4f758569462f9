// A callback that is handed on twice points a box elsewhere.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a a conflict
// EXPECT: own own apart
struct box { int *p; };
//--- a.c
void outer(void (*f)(struct box *, int *), struct box *x, int *p);
int g;
static void aim(struct box *x, int *p) { x->p = &g; }
static void keep(struct box *x, int *p) { x->p = p; }
void a(int *own) { struct box x = {own}; outer(aim, &x, own); *x.p = 1; }
void own(int *own) { struct box x = {own}; outer(keep, &x, own); *x.p = 1; }
void b(void) { g = 2; }
//--- b.c
void inner(void (*f)(struct box *, int *), struct box *x, int *p);
void outer(void (*f)(struct box *, int *), struct box *x, int *p) { inner(f, x, p); }
//--- c.c
void inner(void (*f)(struct box *, int *), struct box *x, int *p) { f(x, p); }

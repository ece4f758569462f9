// A function that is chosen between a callback and a default one returns an object.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: c z conflict
struct box { int *p; };
int *pick(int *(*f)(struct box *), struct box *x, int n);
//--- a.c
int g, h;
static int *other(struct box *x) { return &g; }
static int *mine(struct box *x) { return x->p; }
void a(int n) { struct box x = {&h}; *pick(other, &x, n) = 1; }
void c(int n) { struct box x = {&g}; *pick(mine, &x, n) = 1; }
void z(void) { g = 2; }
//--- b.c
static int k;
static int *usual(struct box *x) { return &k; }
int *pick(int *(*f)(struct box *), struct box *x, int n) { int *(*h)(struct box *) = n ? f : usual; return h(x); }

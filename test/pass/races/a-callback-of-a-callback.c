// A callback is handed another one, and calls it on its caller's object.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a a conflict
struct box { int *p; };
//--- a.c
void apply(void (*f)(void (*)(struct box *), struct box *), void (*h)(struct box *), struct box *x);
void twice(void (*h)(struct box *), struct box *x);
int g;
static void aim(struct box *x) { x->p = &g; }
void a(int *own) { struct box x = {own}; apply(twice, aim, &x); *x.p = 1; }
void b(void) { g = 2; }
//--- b.c
void apply(void (*f)(void (*)(struct box *), struct box *), void (*h)(struct box *), struct box *x) { f(h, x); }
void twice(void (*h)(struct box *), struct box *x) { h(x); h(x); }

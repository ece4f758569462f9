// A callback notes where an object is, and somebody else points it elsewhere.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a a conflict
struct box { int *p; };
//--- a.c
void apply(void (*f)(struct box *), struct box *x);
void poke(void);
struct box *kept;
static void keep(struct box *x) { kept = x; }
void a(int *own) { struct box x = {own}; apply(keep, &x); poke(); *x.p = 1; }
//--- b.c
int g;
extern struct box *kept;
void apply(void (*f)(struct box *), struct box *x) { f(x); }
void poke(void) { kept->p = &g; }
void b(void) { g = 2; }

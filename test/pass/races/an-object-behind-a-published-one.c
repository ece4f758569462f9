// Another unit learns of an object through one that it was told of, and points it elsewhere.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a a conflict
struct box { int *p; };
struct outer { long n; struct box *in; };
//--- a.c
void keep(struct outer *x);
void poke(void);
void a(int *own) { struct box x = {own}; struct outer y = {1, &x}; keep(&y); poke(); *x.p = 1; }
//--- b.c
int g;
static struct outer *kept;
void keep(struct outer *x) { kept = x; }
void poke(void) { kept->in->p = &g; }
void b(void) { g = 2; }

// The programs own function with a libc name.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
double log(double);
struct c { double v; };
void a(struct c *x) { x->v = log(x->v); }
//--- b.c
int calls;
double log(double x) { calls++; return x; }
void b(void) { calls = 2; }

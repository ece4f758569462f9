// A pointer in a struct passed by value.
// RUN: %race %s %t
// EXPECT: a b conflict
int g, h;
struct three { int *p, *q, *r; };
__attribute__((noinline)) static void use(struct three t, int n) { if (n > 3) use(t, n - 1); else *t.r = 1; }
void a(int n) { struct three t = {&h, &h, &g}; use(t, n); }
void b(void) { g = 1; }

// A pointer in a returned pair.
// RUN: %race %s %t
// EXPECT: a b conflict
int g, h;
struct two { int *p, *q; };
__attribute__((noinline)) static struct two mk(int n) { if (n > 3) return mk(n - 1); struct two t = {&h, &g}; return t; }
void a(int n) { *mk(n).q = 1; }
void b(void) { g = 1; }

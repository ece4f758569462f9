// A pointer in a returned struct.
// RUN: %race %s %t
// EXPECT: a b conflict
int g, h;
struct three { int *p, *q, *r; };
__attribute__((noinline)) static struct three mk(int n) { if (n > 3) return mk(n - 1); struct three t = {&h, &h, &g}; return t; }
void a(int n) { *mk(n).r = 1; }
void b(void) { g = 1; }

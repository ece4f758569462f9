// A callback through another unit.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
void each(void (*f)(int *), int *p);
int g;
static void bump(int *p) { g++; ++*p; }
void a(int i) { int v = i; each(bump, &v); }
void b(void) { g = 2; }
//--- b.c
void each(void (*f)(int *), int *p) { f(p); }

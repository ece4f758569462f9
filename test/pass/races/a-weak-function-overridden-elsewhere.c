// A weak function overridden elsewhere.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
int g;
__attribute__((weak)) void hook(int *x) { ++*x; }
void a(int *x) { hook(x); }
void b(void) { extern int g; g = 2; }
//--- b.c
extern int g;
void hook(int *x) { g++; }

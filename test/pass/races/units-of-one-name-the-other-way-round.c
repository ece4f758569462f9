// Units of one name the other way round.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- d1/x.c
int g;
static void go(int n, int *p) { if (n > 3) go(n - 1, p); else g++; }
void a(int n) { int v; go(n, &v); }
void b(void) { g = 1; }
//--- d2/x.c
static void go(int n, int *p) { if (n > 3) go(n - 1, p); }
void a2(int n) { int v; go(n, &v); }

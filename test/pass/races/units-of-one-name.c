// Units of one name.
// RUN: %race %s %t
// EXPECT: a2 b conflict
//--- d1/x.c
static void go(int n, int *p) { if (n > 3) go(n - 1, p); }
void a(int n) { int v; go(n, &v); }
//--- d2/x.c
int g;
static void go(int n, int *p) { if (n > 3) go(n - 1, p); else g++; }
void a2(int n) { int v; go(n, &v); }
void b(void) { g = 1; }

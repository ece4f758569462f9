// A variable length array of pointers.
// RUN: %race %s %t
// EXPECT: a b conflict
int g; int out;
void a(int n) { int *v[n]; for (int i = 0; i < n; i++) v[i] = &g; *v[n / 2] = 3; }
void b(void) { out = g; }

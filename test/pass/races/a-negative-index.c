// A negative index.
// RUN: %race %s %t
// EXPECT: a b conflict
int v[8];
void a(void) { int *p = v + 5; p[-3] = 1; }
void b(void) { v[2] = 2; }

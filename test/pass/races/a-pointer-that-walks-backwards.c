// A pointer that walks backwards.
// RUN: %race %s %t
// EXPECT: a b conflict
int v[8];
void a(void) { int *p = v + 8; while (p != v) *--p = 1; }
void b(void) { v[2] = 2; }

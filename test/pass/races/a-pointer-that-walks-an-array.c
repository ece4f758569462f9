// A pointer that walks an array.
// RUN: %race %s %t
// EXPECT: a b conflict
int v[8];
void a(void) { for (int *p = v; p != v + 8; ++p) *p = 1; }
void b(void) { v[5] = 2; }

// One of two variables.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a c free
int x, y, z;
void a(int i) { int *p = i ? &x : &y; *p = 1; }
void b(void) { y = 2; }
void c(void) { z = 2; }

// An array of pointers.
// RUN: %race %s %t
// EXPECT: a b conflict
int x, y; int *v[2] = {&x, &y};
void a(int i) { *v[i & 1] = 1; }
void b(void) { y = 2; }

// Two global pointers swapped.
// RUN: %race %s %t
// EXPECT: a b conflict
int x, y; int *p = &x, *q = &y;
void a(void) { int *t = p; p = q; q = t; *p = 1; }
void b(void) { x = 2; }

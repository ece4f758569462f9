// A pointer to a pointer.
// RUN: %race %s %t
// EXPECT: a b conflict
int x; int *p = &x; int **pp = &p;
void a(void) { **pp = 1; }
void b(void) { x = 2; }

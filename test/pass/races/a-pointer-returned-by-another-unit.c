// A pointer returned by another unit.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
int *where(int);
void a(int i) { *where(i) = 1; }
//--- b.c
int x, y;
int *where(int i) { return i ? &x : &y; }
void b(void) { y = 2; }

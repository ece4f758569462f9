// An alias of a variable of another unit.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
int real = 1;
extern int other __attribute__((alias("real")));
void a(void) { real = 3; }
//--- b.c
extern int other;
void b(void) { other = 2; }

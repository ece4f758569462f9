// An alias of another unit's variable names its first field only; the second is apart.
// RUN: %race %s %t
// EXPECT: a b free
//--- a.c
int real[2] = {1};
extern int other __attribute__((alias("real")));
void a(void) { real[1] = 3; }
//--- b.c
extern int other;
void b(void) { other = 2; }

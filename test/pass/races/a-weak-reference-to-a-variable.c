// A weak reference to a variable.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
int real = 1;
void a(void) { real = 5; }
//--- b.c
static int other __attribute__((weakref("real")));
void b(void) { other = 2; }

// A constant table of functions.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a c free
int x, y, z;
static void f(void) { x++; }
static void g(void) { y++; }
static void (*const ops[])(void) = {f, g};
void a(int i) { ops[i & 1](); }
void b(void) { y = 0; }
void c(void) { z++; }

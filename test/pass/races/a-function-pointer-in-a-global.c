// A function pointer in a global.
// RUN: %race %s %t
// EXPECT: a b conflict
int y;
static void g(void) { y++; }
void (*op)(void);
void set(void) { op = g; }
void a(int i) { op(); }
void b(void) { y = 0; }

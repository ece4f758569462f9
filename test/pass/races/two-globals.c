// Two globals.
// RUN: %race %s %t
// EXPECT: a b free
// EXPECT: a a conflict
int x, y;
void a(void) { x++; }
void b(void) { y++; }

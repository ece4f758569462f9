// A struct copied whole.
// RUN: %race %s %t
// EXPECT: a b conflict
struct s { int v[10]; } x, y;
void a(void) { x = y; }
void b(void) { y.v[7] = 1; }

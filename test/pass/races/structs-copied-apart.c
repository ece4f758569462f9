// Structs copied apart.
// RUN: %race %s %t
// EXPECT: a b free
struct s { int v[10]; } x, y, z;
void a(void) { x = z; }
void b(void) { y.v[7] = 1; }

// Two fields of a global.
// RUN: %race %s %t
// EXPECT: a b free
// EXPECT: b b conflict
struct { int x, y; } g;
void a(void) { g.x++; }
void b(void) { g.y++; }

// Adjacent bytes.
// RUN: %race %s %t
// EXPECT: a b free
struct { char x, y; } g;
void a(void) { g.x = 1; }
void b(void) { g.y = 1; }

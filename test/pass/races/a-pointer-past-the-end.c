// A pointer past the end.
// RUN: %race %s %t
// EXPECT: a b free
struct { int v[4]; int w; } g;
void a(void) { int *e = g.v + 4; for (int *p = g.v; p != e; ++p) ; g.v[0] = 1; }
void b(void) { g.w = 1; }

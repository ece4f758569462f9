// Restrict is no promise between handlers.
// RUN: %race %s %t
// EXPECT: a a by-key
struct s { int v; };
void a(struct s *restrict x, struct s *restrict y) { x->v = 1; y->v = 2; }

// A compound literal.
// RUN: %race %s %t
// EXPECT: a a free
struct s { int v; };
static void set(struct s *p) { p->v++; }
void a(int n) { set(&(struct s){n}); }

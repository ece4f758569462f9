// A context that is a global.
// RUN: %race %s %t
// EXPECT: a b conflict
struct conn { int n; } first;
void a(struct conn *c) { c->n++; }
void b(void) { first.n = 0; }

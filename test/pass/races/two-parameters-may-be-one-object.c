// Two parameters may be one object.
// RUN: %race %s %t
// EXPECT: a a by-key
// EXPECT: a a apart
struct conn { int n; };
void a(struct conn *from, struct conn *to) { to->n += from->n; from->n = 0; }

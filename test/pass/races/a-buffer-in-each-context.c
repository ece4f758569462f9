// A buffer in each context.
// RUN: %race %s %t
// EXPECT: a a apart
struct conn { int n; char buf[100]; };
void a(struct conn *c, int k) { for (int i = 0; i < k; i++) c->buf[i] = 0; c->n = k; }

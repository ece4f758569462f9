// A flexible array member.
// RUN: %race %s %t
// EXPECT: a b by-key
struct buf { int n; int data[]; };
void a(struct buf *c, int i) { c->data[i] = 1; }
void b(struct buf *c) { c->data[5] = 2; }

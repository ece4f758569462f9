// A callee in another unit leaves one of its arguments in the caller's variable: two conns are apart.
// RUN: %race %s %t
// EXPECT: a a by-key
// EXPECT: a b apart
//--- a.c
struct conn { int n; };
struct holder { struct conn *to; };
void aim(struct holder *h, struct conn *c);
int other;
void a(struct conn *c) { struct holder h; aim(&h, c); h.to->n++; }
void b(void) { other = 1; }
//--- b.c
struct conn { int n; };
struct holder { struct conn *to; };
void aim(struct holder *h, struct conn *c) { h->to = c; }

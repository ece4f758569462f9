// The twin: the callee leaves the address of a variable that others use.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
struct conn { int n; };
struct holder { struct conn *to; };
void aim(struct holder *h, struct conn *c);
extern struct conn shared;
void a(struct conn *c) { struct holder h; aim(&h, c); h.to->n++; }
void b(void) { shared.n = 1; }
//--- b.c
struct conn { int n; };
struct holder { struct conn *to; };
struct conn shared;
void aim(struct holder *h, struct conn *c) { h->to = &shared; }

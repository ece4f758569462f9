// A field whose address is stored.
// RUN: %race %s %t
// EXPECT: a b conflict
struct conn { int n; }; int *watch;
void a(struct conn *c) { watch = &c->n; }
void b(void) { *watch = 0; }

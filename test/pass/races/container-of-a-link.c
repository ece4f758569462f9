// Container of a link.
// RUN: %race %s %t
// EXPECT: a b by-key
#include <stddef.h>
struct link { struct link *next; };
struct conn { int n; struct link l; };
void a(struct conn *c) { c->n = 1; }
void b(struct link *l) { ((struct conn *)((char *)l - offsetof(struct conn, l)))->n = 2; }

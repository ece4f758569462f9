// Container of another link.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stddef.h>
struct link { struct link *next; };
struct conn { int n; struct link l; };
void a(struct conn *c) { c->n = 1; }
void b(struct link *l) { l = l->next; ((struct conn *)((char *)l - offsetof(struct conn, l)))->n = 2; }

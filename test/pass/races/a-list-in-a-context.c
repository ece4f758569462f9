// A list in a context.
// RUN: %race %s %t
// EXPECT: a b by-key
// EXPECT: a a by-key
#include <stdlib.h>
struct node { struct node *next; int v; };
struct list { struct node *head; };
void a(struct list *l, int n) { struct node *x = malloc(sizeof *x); x->v = n; x->next = l->head; l->head = x; }
void b(struct list *l) { for (struct node *x = l->head; x; x = x->next) x->v++; }

// Lists that may share a tail.
// RUN: %race %s %t
// EXPECT: b b conflict
struct node { struct node *next; int v; };
struct list { struct node *head; };
void b(struct list *l) { for (struct node *x = l->head; x; x = x->next) x->v++; }

// A node put into a shared list.
// RUN: %race %s %t
// EXPECT: a a conflict
// EXPECT: a b conflict
#include <stdlib.h>
struct node { struct node *next; int v; };
struct node *head;
void a(int n) { struct node *x = malloc(sizeof *x); x->v = n; x->next = head; head = x; }
void b(int *sum) { for (struct node *x = head; x; x = x->next) *sum += x->v; }

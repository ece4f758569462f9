// A list of ones own.
// RUN: %race %s %t
// EXPECT: a a free
#include <stdlib.h>
struct node { struct node *next; int v; };
void a(int n) { struct node *head = 0; for (int i = 0; i < n; i++) { struct node *x = malloc(sizeof *x); x->next = head; x->v = i; head = x; }
  while (head) { struct node *x = head->next; free(head); head = x; } }

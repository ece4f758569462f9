// A recursive function builds a list whose nodes lead to a variable.
// Twin: they lead to what the caller named.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: a a conflict
// EXPECT: own own apart
#include <stdlib.h>
struct node { struct node *next; int *p; };
int g;
static struct node *build(int n, int *p) {
  struct node *x = malloc(sizeof *x);
  x->p = p;
  x->next = n ? build(n - 1, p) : 0;
  return x;
}
void a(void) { struct node *x = build(5, &g); *x->next->next->p = 1; }
void own(int *p) { struct node *x = build(5, p); *x->next->next->p = 1; }
void z(void) { g = 2; }

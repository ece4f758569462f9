// A pool of blocks in another unit.
// RUN: %race --levels=-O2 %s %t
// EXPECT: use drop conflict
// EXPECT: take2 use conflict
// EXPECT: take use2 conflict
#include <stdlib.h>
void *pool_take(void); void pool_give(void *);
struct timer { long when; long period; };
struct packet { double size; double id; };
struct session { struct timer *t; struct packet *p; };
//--- a.c
void take(struct session *s) { s->t = pool_take(); s->t->when = 1; s->t->period = 2; }
void take2(struct session *s) { s->p = pool_take(); s->p->size = 1; s->p->id = 2; }
void use(struct session *s) { s->t->when++; }
void use2(struct session *s) { s->p->size++; }
void drop(struct session *s) { pool_give(s->t); }
//--- b.c
struct node { struct node *next; };
static struct node *head;
void *pool_take(void) { struct node *x = head; if (!x) return malloc(64); head = x->next; return x; }
void pool_give(void *p) { struct node *x = p; x->next = head; head = x; }
int main(void) { return 0; }

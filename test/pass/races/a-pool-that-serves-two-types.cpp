// A pool behind void pointers that serves two types.
// RUN: %race --levels=-O2 %s %t
// EXPECT: use drop conflict
// EXPECT: take use conflict
// EXPECT: take2 use conflict
// EXPECT: take use2 conflict
// EXPECT: drop use2 conflict
#include <cstdlib>
struct node { node *next; };
struct pool { node *head;
  void *take() { if (!head) return std::malloc(64); node *x = head; head = x->next; return x; }
  void give(void *p) { node *x = static_cast<node *>(p); x->next = head; head = x; } };
pool blocks;
struct timer { long when; long period; };
struct packet { double size; double id; };
struct session { timer *t; packet *p; };
extern "C" void take(session *s) { s->t = static_cast<timer *>(blocks.take()); s->t->when = 1; s->t->period = 2; }
extern "C" void take2(session *s) { s->p = static_cast<packet *>(blocks.take()); s->p->size = 1; s->p->id = 2; }
extern "C" void use(session *s) { s->t->when++; }
extern "C" void use2(session *s) { s->p->size++; }
extern "C" void drop(session *s) { blocks.give(s->p); }

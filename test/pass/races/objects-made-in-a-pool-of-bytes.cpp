// Objects made in a pool of bytes.
// RUN: %race %s %t
// EXPECT: open show conflict
#include <new>
struct timer { long when; timer(long w) : when(w) {} };
struct packet { double size; packet(double s) : size(s) {} };
struct arena { char *base; unsigned used; };
struct session { arena *a; timer *t; packet *p; };
extern "C" void open(session *s) { s->p = new (s->a->base + s->a->used) packet(3); s->a->used += 16; }
extern "C" void show(session *s) { s->t->when++; }

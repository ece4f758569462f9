// An object destroyed by hand before another is made in its place.
// RUN: %race %s %t
// EXPECT: use drop conflict
#include <new>
struct timer { long when; ~timer() {} };
struct packet { double size; };
struct session { timer *t; packet *p; };
extern "C" void use(session *s) { s->t->when++; }
extern "C" void drop(session *s) { s->t->~timer(); s->p = ::new (static_cast<void *>(s->t)) packet{1}; }

// A derived class of one that has an operator delete of its own.
// RUN: %race %s %t
// EXPECT: use drop conflict
#include <cstddef>
struct pooled { static void *last; static void operator delete(void *p) { last = p; } };
void *pooled::last;
struct buffer : pooled { long a; };
struct session { buffer *b; };
extern "C" void use(session *s) { s->b->a++; }
extern "C" void drop(session *s) { delete s->b; }

// A mutable lambda moves its own pointer on to the next session.
// RUN: %race %s %t
// EXPECT: a a conflict
// EXPECT: c c conflict
// EXPECT: own own apart
#include <functional>
struct session { session *next; long n; };
template <class F> __attribute__((noinline)) void twice(F &&f) { f(); f(); }
extern "C" void a(session *s) { auto f = [s]() mutable { ++s->n; s = s->next; }; f(); f(); }
extern "C" void c(session *s) { auto f = [s]() mutable { ++s->n; s = s->next; }; twice(f); }
extern "C" void own(session *s) { auto f = [s]() mutable { ++s->n; }; twice(f); }

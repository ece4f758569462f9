// What one session's std::function captured comes to another session by swap and by move.
// RUN: %race %s %t
// EXPECT: swap run conflict
// EXPECT: run run conflict
// EXPECT: take run conflict
// EXPECT: own own by-key
#include <functional>
#include <utility>
struct session { std::function<void()> f; long n; };
extern "C" void make(session *s) { s->f = [s] { ++s->n; }; }
extern "C" void swap(session *s, session *t) { s->f.swap(t->f); }
extern "C" void take(session *s, session *t) { s->f = std::move(t->f); }
extern "C" void run(session *s) { s->f(); }
extern "C" void own(session *s) { ++s->n; }

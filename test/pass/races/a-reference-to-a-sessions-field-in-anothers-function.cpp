// A lambda that captures one session's field by reference is kept by another session.
// RUN: %race %s %t
// EXPECT: run own conflict
// EXPECT: run run conflict
#include <functional>
struct session { std::function<void(int)> f; long n; };
extern "C" void join(session *s, session *t) { long &n = s->n; t->f = [&n](int k) { n += k; }; }
extern "C" void run(session *s) { s->f(2); }
extern "C" void own(session *s) { ++s->n; }

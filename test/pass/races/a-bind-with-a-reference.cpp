// std::bind holds a reference to a global, or to another session's counter.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: run b conflict
// EXPECT: run run conflict
#include <functional>
long g;
static void bump(long &n, int k) { n += k; }
struct session { std::function<void(int)> f; long n; };
extern "C" void a() { auto f = std::bind(bump, std::ref(g), std::placeholders::_1); f(3); }
extern "C" void tie(session *s, session *t) { s->f = std::bind(bump, std::ref(t->n), std::placeholders::_1); }
extern "C" void tie_g(session *s) { s->f = std::bind(bump, std::ref(g), std::placeholders::_1); }
extern "C" void run(session *s) { s->f(1); }
extern "C" void b() { ++g; }

// A view of another session's string: in a member, in a lambda, in a lambda in a member.
// RUN: %race %s %t
// EXPECT: a write conflict
// EXPECT: c write conflict
#include <functional>
#include <string>
#include <string_view>
struct session { std::string t; std::string_view v; std::function<long()> f; long n; };
extern "C" void see(session *s, session *t) { s->v = t->t; }
extern "C" void see2(session *s, session *t) { std::string_view v = t->t; s->f = [v] { return long(v[0]); }; }
extern "C" void a(session *s) { s->n += s->v[0] + s->v.back(); }
extern "C" void c(session *s) { s->n += s->f(); }
extern "C" void write(session *s) { s->t[0] = 'x'; }

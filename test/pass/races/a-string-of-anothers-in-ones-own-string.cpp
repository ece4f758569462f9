// Another session's string is read, or taken, in every way there is.
// RUN: %race %s %t
// EXPECT: a write by-key
// EXPECT: c write by-key
// EXPECT: d write by-key
// EXPECT: e write by-key
// EXPECT: f write by-key
// EXPECT: h write by-key
// EXPECT: i write by-key
// EXPECT: j write by-key
// EXPECT: k write by-key
// EXPECT: l write by-key
// EXPECT: m write conflict
// EXPECT: n write conflict
// EXPECT: o write by-key
// EXPECT: q write by-key
#include <algorithm>
#include <string>
#include <utility>
struct session { std::string t; long n; session *peer; };
extern "C" void a(session *s, session *p) { s->t = p->t; }
extern "C" void c(session *s, session *p) { s->t = std::move(p->t); }
extern "C" void d(session *s, session *p) { s->t += p->t; }
extern "C" void e(session *s, session *p) { s->t.insert(0, p->t); }
extern "C" void f(session *s, session *p) { s->t = p->t.substr(1, 3); }
extern "C" void h(session *s, session *p) { s->n = s->t.compare(p->t); }
extern "C" void i(session *s, session *p) { s->n = s->t.find(p->t); }
extern "C" void j(session *s, session *p) { s->n = s->t < p->t; }
extern "C" void k(session *s, session *p) { s->t = s->t + p->t; }
extern "C" void l(session *s, session *p) { std::swap(s->t, p->t); }
extern "C" void m(session *s) { s->t = s->peer->t; }
extern "C" void n(session *s) { std::swap(s->t, s->peer->t); }
extern "C" void o(session *s, session *p) { s->t.replace(s->t.begin(), s->t.end(), p->t.begin(), p->t.end()); }
extern "C" void q(session *s, session *p) { s->n = std::count(p->t.begin(), p->t.end(), 'x'); }
extern "C" void write(session *s) { s->t.push_back('x'); s->t[3] = 'y'; }

// Characters of another session's array go into one's own string, in every way there is.
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
#include <string>
#include <string_view>
struct session { std::string t; char data[64]; long n; session *peer; };
extern "C" void a(session *s, session *p) { s->t = std::string(p->data, s->n); }
extern "C" void c(session *s, session *p) { s->t += p->data; }
extern "C" void d(session *s, session *p) { s->t.append(p->data, 4); }
extern "C" void e(session *s, session *p) { s->t.assign(p->data); }
extern "C" void f(session *s, session *p) { s->t.insert(0, p->data); }
extern "C" void h(session *s, session *p) { s->t.replace(0, 1, p->data, 3); }
extern "C" void i(session *s, session *p) { s->t = s->t + p->data; }
extern "C" void j(session *s, session *p) { s->n = s->t == p->data; }
extern "C" void k(session *s, session *p) { s->t = std::string(p->data, p->data + s->n); }
extern "C" void l(session *s, session *p) { s->t += std::string_view(p->data, 4); }
extern "C" void m(session *s) { s->t = std::string(s->peer->data, s->n); }
extern "C" void n(session *s) { s->t += s->peer->data; }
extern "C" void write(session *s) { s->data[0] = 1; s->data[63] = 2; }

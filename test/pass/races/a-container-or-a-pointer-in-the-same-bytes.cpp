// Where a session's container lies there may be a pointer instead, of a variant or a union.
// RUN: %race %s %t -std=c++17
// EXPECT: a a conflict
// EXPECT: b b conflict
// EXPECT: c c conflict
// EXPECT: d d conflict
// EXPECT: e e conflict
// EXPECT: f f conflict
// EXPECT: h h conflict
// EXPECT: i i conflict
// EXPECT: a z conflict
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: a fixed conflict
// EXPECT: b fixed conflict
// EXPECT: c fixed conflict
// EXPECT: d fixed conflict
// EXPECT: e fixed conflict
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>
struct room {
  long guests;
};
struct box {
  long n;
};
union either {
  std::vector<box> v;
  room *r;
  either() {}
  ~either() {}
};
struct session {
  std::variant<std::vector<box>, room *> a;
  std::variant<std::string, room *> b;
  std::variant<std::unique_ptr<room>, room *> c;
  either d;
  bool kind;
  std::variant<std::vector<std::string>, room *> e;
  std::variant<std::vector<room>, std::vector<room> *> f;
  std::variant<std::deque<box>, room *> h;
  std::variant<std::string, struct pair *> i;
};
struct pair {
  long k;
  room *r;
};
room lobby;
extern "C" {
void a(session *s) {
  if (auto *v = std::get_if<0>(&s->a))
    (*v)[0].n++;
  else
    std::get<1>(s->a)->guests++;
}
void b(session *s) {
  if (auto *v = std::get_if<0>(&s->b))
    (*v)[0]++;
  else
    std::get<1>(s->b)->guests++;
}
void c(session *s) {
  if (auto *v = std::get_if<0>(&s->c))
    (*v)->guests++;
  else
    std::get<1>(s->c)->guests++;
}
void d(session *s) {
  if (s->kind)
    s->d.v[0].n++;
  else
    s->d.r->guests++;
}
void e(session *s) {
  if (auto *v = std::get_if<0>(&s->e))
    (*v)[0] = "x";
  else
    std::get<1>(s->e)->guests++;
}
void f(session *s) {
  if (auto *v = std::get_if<0>(&s->f))
    (*v)[0].guests++;
  else
    (*std::get<1>(s->f))[0].guests++;
}
void h(session *s) {
  if (auto *v = std::get_if<0>(&s->h))
    (*v)[0].n++;
  else
    std::get<1>(s->h)->guests++;
}
void i(session *s) {
  if (auto *v = std::get_if<0>(&s->i))
    (*v)[0]++;
  else
    std::get<1>(s->i)->r->guests++;
}
void z(room *r) { r->guests = 0; }
void fixed() { lobby.guests = 0; }
}

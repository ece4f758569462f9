// Where a session's container lies there may be one of other elements instead.
// RUN: %race %s %t -std=c++17
// EXPECT: a z conflict
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
// EXPECT: h z conflict
// EXPECT: i z conflict
// EXPECT: j z conflict
#include <any>
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
struct session {
  std::variant<std::vector<box>, std::vector<room>> a;
  std::variant<std::string, std::vector<room>> b;
  std::variant<std::unique_ptr<box>, std::unique_ptr<room>> c;
  std::variant<std::list<box>, std::list<room>> d;
  std::variant<std::vector<long>, std::vector<room>> e;
  std::variant<std::deque<box>, std::deque<room>> f;
  std::variant<std::map<int, box>, std::map<int, room>> h;
  std::variant<std::vector<box>, std::unique_ptr<room>> i;
  std::variant<std::vector<std::string>, std::vector<std::unique_ptr<room>>> j;
};
extern "C" {
void a(session *s) {
  if (auto *v = std::get_if<0>(&s->a))
    (*v)[0].n++;
  else
    std::get<1>(s->a)[0].guests++;
}
void b(session *s) {
  if (auto *v = std::get_if<0>(&s->b))
    (*v)[0]++;
  else
    std::get<1>(s->b)[0].guests++;
}
void c(session *s) {
  if (auto *v = std::get_if<0>(&s->c))
    (*v)->n++;
  else
    std::get<1>(s->c)->guests++;
}
void d(session *s) {
  if (auto *v = std::get_if<0>(&s->d))
    v->front().n++;
  else
    std::get<1>(s->d).front().guests++;
}
void e(session *s) {
  if (auto *v = std::get_if<0>(&s->e))
    (*v)[0]++;
  else
    std::get<1>(s->e)[0].guests++;
}
void f(session *s) {
  if (auto *v = std::get_if<0>(&s->f))
    (*v)[0].n++;
  else
    std::get<1>(s->f)[0].guests++;
}
void h(session *s) {
  if (auto *v = std::get_if<0>(&s->h))
    v->begin()->second.n++;
  else
    std::get<1>(s->h).begin()->second.guests++;
}
void i(session *s) {
  if (auto *v = std::get_if<0>(&s->i))
    (*v)[0].n++;
  else
    std::get<1>(s->i)->guests++;
}
void j(session *s) {
  if (auto *v = std::get_if<0>(&s->j))
    (*v)[0] = "x";
  else
    std::get<1>(s->j)[0]->guests++;
}
void z(room *r) { r->guests = 0; }
}

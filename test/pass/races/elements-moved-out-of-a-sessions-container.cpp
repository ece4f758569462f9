// A handler takes elements out of its session's containers into its own: what they lead to may be
// everybody's.
// RUN: %race %s %t
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
#include <list>
#include <map>
#include <set>
struct cell {
  long n;
};
struct deep {
  cell *c;
};
struct box {
  deep *p;
};
struct session {
  long id;
  std::list<box> a;
  std::map<int, box> m;
  std::set<deep *> s;
};
extern "C" cell g;
extern "C" cell *where();
extern "C" int flag;
//--- a.cpp
extern "C" {
void b(session *s) {
  std::list<box> m;
  m.splice(m.end(), s->a);
  for (auto &x : m)
    x.p->c->n = 1;
}
void c(session *s) {
  std::map<int, box> m;
  m.swap(s->m);
  for (auto &x : m)
    x.second.p->c->n = 1;
}
void d(session *s) {
  std::set<deep *> m;
  m.merge(s->s);
  for (auto &x : m)
    x->c->n = 1;
}
void e(session *s) {
  std::list<box> m;
  std::list<box> &w = flag ? s->a : m;
  deep d{where()};
  w.push_back({&d});
  for (auto &x : m)
    x.p->c->n = 1;
  s->a.clear();
}
void f(session *s) {
  std::map<int, box> m;
  m.insert(s->m.extract(3));
  for (auto &x : m)
    x.second.p->c->n = 1;
}
}
//--- b.cpp
cell g;
int flag;
extern "C" cell *where() { return &g; }
extern "C" void fill(session *s) {
  static deep d{where()};
  s->a.push_back({&d});
  s->m[1] = {&d};
  s->s.insert(&d);
}
extern "C" void z() { g.n = 0; }

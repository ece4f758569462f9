// From an element that a handler has just put into its session's container to the next one, which
// leads to what is everybody's.
// RUN: %race %s %t
// EXPECT: trees z conflict
// EXPECT: lists z conflict
// EXPECT: tables z conflict
// EXPECT: singly z conflict
// EXPECT: nodes z conflict
#include <forward_list>
#include <list>
#include <map>
#include <unordered_map>
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
  std::list<box> l;
  std::map<int, box> m;
  std::unordered_map<int, box> u;
  std::forward_list<box> f;
};
extern "C" cell g;
extern "C" cell *where();
//--- a.cpp
extern "C" {
void trees(session *s) {
  deep d{nullptr};
  auto it = s->m.emplace(1, box{&d}).first;
  ++it;
  it->second.p->c->n = 1;
}
void lists(session *s) {
  deep d{nullptr};
  auto it = s->l.insert(s->l.begin(), box{&d});
  ++it;
  it->p->c->n = 1;
}
void tables(session *s) {
  deep d{nullptr};
  auto it = s->u.emplace(1, box{&d}).first;
  ++it;
  it->second.p->c->n = 1;
}
void singly(session *s) {
  deep d{nullptr};
  s->f.push_front(box{&d});
  auto it = s->f.begin();
  ++it;
  it->p->c->n = 1;
}
void nodes(session *s) {
  auto node = s->m.extract(1);
  node.mapped().p->c->n = 1;
}
}
//--- b.cpp
cell g;
extern "C" cell *where() { return &g; }
extern "C" void fill(session *s) {
  static deep d{where()};
  s->l.push_back({&d});
  s->m[1] = {&d};
  s->u[1] = {&d};
  s->f.push_front({&d});
}
extern "C" void z() { g.n = 0; }

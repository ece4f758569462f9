// A local object is put into a session's container and changed from there, by another unit where
// the container is a list or a tree.
// RUN: %race %s %t
// EXPECT: d z conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
// EXPECT: h z conflict
#include <list>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>
struct box {
  long *p;
};
struct session {
  std::map<int, box *> m;
  std::list<box *> l;
  std::set<box *> s;
  std::unordered_map<int, box *> u;
  std::vector<box *> v;
};
extern "C" long g;
void poke(session *s);
void pokel(session *s);
//--- a.cpp
extern "C" {
void d(session *s) {
  box x{0};
  s->u.emplace(1, &x);
  s->u.begin()->second->p = &g;
  *x.p = 1;
  s->u.clear();
}
void e(session *s) {
  box x{0};
  s->v.push_back(&x);
  s->v.back()->p = &g;
  *x.p = 1;
  s->v.clear();
}
void f(session *s) {
  box x{0};
  s->m.emplace(1, &x);
  poke(s);
  *x.p = 1;
  s->m.clear();
}
void h(session *s) {
  box x{0};
  s->l.push_back(&x);
  pokel(s);
  *x.p = 1;
  s->l.clear();
}
}
//--- b.cpp
long g;
void poke(session *s) { s->m.begin()->second->p = &g; }
void pokel(session *s) { s->l.front()->p = &g; }
extern "C" void z() { g = 0; }

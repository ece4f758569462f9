// Another unit moves elements between its caller's lists, sets and maps; what they lead to is
// two pointers away.
// RUN: %race %s %t
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
// EXPECT: h z conflict
#include <list>
#include <map>
#include <memory>
#include <set>
#include <vector>
struct cell {
  long n;
};
struct deep {
  cell *c;
};
struct box {
  deep *p;
};
void spl(std::list<box> &m, std::list<box> &n);
void mv(std::map<int, box> &m, std::map<int, box> &n);
void mrg(std::set<deep *> &m, std::set<deep *> &n);
void swp(std::map<int, box> &m, std::map<int, box> &n);
void pick(std::list<box> &m, std::list<box> &n);
struct keeper {
  std::list<box> a;
  std::map<int, box> b;
};
void into(keeper &k, std::list<box> &n);
extern "C" cell g;
extern "C" cell *where();
//--- a.cpp
extern "C" void b() {
  deep d{where()};
  std::list<box> m, n;
  n.push_back({&d});
  spl(m, n);
  for (auto &x : m)
    x.p->c->n = 1;
}
extern "C" void c() {
  deep d{where()};
  std::map<int, box> m, n;
  n[1] = {&d};
  mv(m, n);
  for (auto &x : m)
    x.second.p->c->n = 1;
}
extern "C" void d() {
  deep d{where()};
  std::set<deep *> m, n;
  n.insert(&d);
  mrg(m, n);
  for (auto &x : m)
    x->c->n = 1;
}
extern "C" void e() {
  deep d{where()};
  std::map<int, box> m, n;
  n[1] = {&d};
  swp(m, n);
  for (auto &x : m)
    x.second.p->c->n = 1;
}
extern "C" void f() {
  deep d{where()};
  std::list<box> m, n;
  n.push_back({&d});
  pick(m, n);
  for (auto &x : m)
    x.p->c->n = 1;
}
extern "C" void h() {
  deep d{where()};
  keeper k;
  std::list<box> n;
  n.push_back({&d});
  into(k, n);
  for (auto &x : k.a)
    x.p->c->n = 1;
}
//--- b.cpp
cell g;
extern "C" cell *where() { return &g; }
void spl(std::list<box> &m, std::list<box> &n) { m.splice(m.end(), n); }
void mv(std::map<int, box> &m, std::map<int, box> &n) { m.insert(n.extract(1)); }
void mrg(std::set<deep *> &m, std::set<deep *> &n) { m.merge(n); }
void swp(std::map<int, box> &m, std::map<int, box> &n) { m.swap(n); }
void pick(std::list<box> &m, std::list<box> &n) { m.splice(m.end(), n, n.begin()); }
void into(keeper &k, std::list<box> &n) { k.a.splice(k.a.end(), n, n.begin()); }
extern "C" void z() { g.n = 0; }

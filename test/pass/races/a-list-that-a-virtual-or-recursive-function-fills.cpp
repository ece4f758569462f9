// A caller's list is filled by a virtual function, or by a recursive one.
// RUN: %race %s %t
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: v z conflict
// EXPECT: w z conflict
#include <functional>
#include <list>
#include <map>
struct box {
  long *p;
};
extern "C" long g;
void spl(std::list<box *> &m, std::list<box *> &n);
void swp(std::list<box *> &m, std::list<box *> &n);
struct base {
  virtual void fill(std::list<box> &l) = 0;
  virtual ~base() = default;
};
extern base *chosen;
void rec(std::list<box> &l, int n);
//--- a.cpp
struct fills : base {
  void fill(std::list<box> &l) override;
};
static long *where() { return &g; }
static fills F;
base *chosen = &F;
extern "C" {
void b() {
  std::list<box *> m, n;
  box x{where()};
  n.push_back(&x);
  spl(m, n);
  for (auto &x : m)
    *x->p = 1;
}
void c() {
  std::list<box *> m, n;
  box x{where()};
  n.push_back(&x);
  swp(m, n);
  for (auto &x : m)
    *x->p = 1;
}
void v() {
  std::list<box> l;
  chosen->fill(l);
  for (auto &x : l)
    *x.p = 1;
}
void w() {
  std::list<box> l;
  rec(l, 3);
  for (auto &x : l)
    *x.p = 1;
}
void z() { g = 0; }
}
void fills::fill(std::list<box> &l) { l.push_back({where()}); }
void rec(std::list<box> &l, int n) {
  if (n) {
    rec(l, n - 1);
    l.push_front({where()});
    rec(l, n - 2);
  }
}
long g;
//--- b.cpp
void spl(std::list<box *> &m, std::list<box *> &n) { m.splice(m.end(), n); }
void swp(std::list<box *> &m, std::list<box *> &n) { m.swap(n); }

// A callee moves elements between two containers of its caller.
// RUN: %race %s %t
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: v z conflict
#include <list>
#include <map>
struct box {
  long *p;
};
extern "C" long g;
struct two {
  std::list<box> a, b;
};
void spl(std::list<box> &m, std::list<box> &n);
struct base {
  virtual void fill(std::list<box> &l) = 0;
  virtual ~base() = default;
};
void nodes(std::list<box *> &l, box *b);
//--- a.cpp
struct fills : base {
  void fill(std::list<box> &l) override;
};
extern "C" long *where();
extern "C" {
void b() {
  std::list<box> m, n;
  n.push_back({where()});
  spl(m, n);
  for (auto &x : m)
    *x.p = 1;
}
void c() {
  std::list<box> m, n;
  n.push_back({where()});
  n.push_back({where()});
  spl(m, n);
  *m.back().p = 1;
}
void d() {
  std::list<box *> m;
  box x{nullptr};
  nodes(m, &x);
  m.front()->p = where();
  *x.p = 1;
}
void v() {
  fills f;
  base *b = &f;
  std::list<box> l;
  asm("" : "+r"(b));
  b->fill(l);
  for (auto &x : l)
    *x.p = 1;
}
}
void fills::fill(std::list<box> &l) { l.push_back({where()}); }
//--- b.cpp
long g;
extern "C" long *where() { return &g; }
void spl(std::list<box> &m, std::list<box> &n) { m.splice(m.end(), n); }
void nodes(std::list<box *> &l, box *b) { l.push_back(b); }
extern "C" void z() { g = 0; }

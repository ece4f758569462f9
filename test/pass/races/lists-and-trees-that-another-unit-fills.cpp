// Lists, sets and maps, in objects and alone, whose nodes another unit made.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
#include <list>
#include <map>
#include <memory>
#include <set>
#include <vector>
struct box {
  long *p;
};
struct session {
  std::list<std::shared_ptr<box>> l;
  std::map<int, box *> m;
};
extern "C" long g;
std::unique_ptr<session> mk();
void put(session &s);
void swp(std::list<box> &a, std::list<box> &b);
struct base {
  virtual void go() = 0;
  virtual ~base() = default;
};
std::unique_ptr<base> mkb();
void regs(std::list<std::unique_ptr<base>> &l);
std::multimap<int, box> mm();
//--- a.cpp
extern "C" {
void a() {
  auto s = mk();
  for (auto &x : s->l)
    *x->p = 1;
}
void b() {
  session s;
  put(s);
  for (auto &x : s.m)
    *x.second->p = 1;
}
void c() {
  std::list<box> x, y;
  y.push_back({&g});
  swp(x, y);
  for (auto &e : x)
    *e.p = 1;
}
void d() { mkb()->go(); }
void e() {
  std::list<std::unique_ptr<base>> l;
  regs(l);
  for (auto &x : l)
    x->go();
}
void f() {
  for (auto &x : mm())
    *x.second.p = 1;
}
}
//--- b.cpp
extern "C" long g;
long g;
static box gb{&g};
std::unique_ptr<session> mk() {
  auto s = std::make_unique<session>();
  s->l.push_back(std::make_shared<box>(gb));
  return s;
}
void put(session &s) { s.m.insert({1, &gb}); }
void swp(std::list<box> &a, std::list<box> &b) { std::swap(a, b); }
struct derived : base {
  long *p;
  derived(long *q) : p(q) {}
  void go() override { *p = 2; }
};
std::unique_ptr<base> mkb() { return std::make_unique<derived>(&g); }
void regs(std::list<std::unique_ptr<base>> &l) { l.push_back(std::make_unique<derived>(&g)); }
std::multimap<int, box> mm() {
  std::multimap<int, box> m;
  m.insert({1, {&g}});
  return m;
}
extern "C" void z() { g = 0; }

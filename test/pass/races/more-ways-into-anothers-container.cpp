// Elements get into a caller's or a callee's container in unusual ways.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
// EXPECT: h z conflict
// EXPECT: i z conflict
#include <algorithm>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>
struct box {
  long *p;
};
extern "C" long g;
struct session {
  std::map<std::string, box> m;
  std::list<box> l;
};
std::shared_ptr<session> mk();
std::map<std::string, box> &mapof(session &s);
void ins(std::map<std::string, box> &m, const std::string &k, box b);
void sortl(std::list<box> &l, std::list<box> &out);
std::map<int, box> cp(const std::map<int, box> &m);
std::unordered_map<std::string, std::unique_ptr<box>> um();
std::deque<std::unique_ptr<box>> dq();
struct visitor {
  virtual void on(std::list<box> &l) = 0;
};
void acc(visitor &v, std::list<box> &l);
std::vector<std::map<int, box>> vm();
//--- a.cpp
struct adder : visitor {
  void on(std::list<box> &l) override { l.push_back({&g}); }
};
extern "C" {
void a() {
  auto s = mk();
  auto &m = mapof(*s);
  m.emplace("x", box{&g});
  for (auto &x : s->m)
    *x.second.p = 1;
}
void b() {
  session s;
  ins(s.m, "a", {&g});
  *s.m["a"].p = 1;
}
void c() {
  std::list<box> l, o;
  l.push_back({&g});
  sortl(l, o);
  for (auto &x : o)
    *x.p = 1;
}
void d() {
  std::map<int, box> m;
  m.emplace(1, box{&g});
  for (auto &x : cp(m))
    *x.second.p = 1;
}
void e() {
  for (auto &x : um())
    *x.second->p = 1;
}
void f() {
  for (auto &x : dq())
    *x->p = 1;
}
void h() {
  std::list<box> l;
  adder v;
  acc(v, l);
  for (auto &x : l)
    *x.p = 1;
}
void i() {
  for (auto &m : vm())
    for (auto &x : m)
      *x.second.p = 1;
}
}
//--- b.cpp
long g;
std::shared_ptr<session> mk() { return std::make_shared<session>(); }
std::map<std::string, box> &mapof(session &s) { return s.m; }
void ins(std::map<std::string, box> &m, const std::string &k, box b) { m.emplace(k, b); }
void sortl(std::list<box> &l, std::list<box> &out) {
  std::list<box> t;
  t.splice(t.end(), l);
  t.sort([](const box &a, const box &b) { return a.p < b.p; });
  out.splice(out.begin(), t);
}
std::map<int, box> cp(const std::map<int, box> &m) { return m; }
std::unordered_map<std::string, std::unique_ptr<box>> um() {
  std::unordered_map<std::string, std::unique_ptr<box>> m;
  m.emplace("a", std::make_unique<box>(box{&g}));
  return m;
}
std::deque<std::unique_ptr<box>> dq() {
  std::deque<std::unique_ptr<box>> m;
  m.push_back(std::make_unique<box>(box{&g}));
  return m;
}
void acc(visitor &v, std::list<box> &l) { v.on(l); }
std::vector<std::map<int, box>> vm() {
  std::vector<std::map<int, box>> v(1);
  v[0].emplace(1, box{&g});
  return v;
}
extern "C" void z() { g = 0; }

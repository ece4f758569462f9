// Containers that callees fill, return and exchange, with what leads to a global.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
// EXPECT: h z conflict
// EXPECT: i z conflict
// EXPECT: j z conflict
// EXPECT: k z conflict
// EXPECT: l z conflict
// EXPECT: m z conflict
// EXPECT: n z conflict
#include <any>
#include <deque>
#include <forward_list>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>
struct box {
  long *p;
};
extern "C" long g;
void a_(std::map<int, box> &m);
void b_(std::list<box> &m, std::list<box> &n);
void c_(std::deque<box> &m);
void d_(std::unordered_map<int, box> &m);
void e_(std::unordered_set<long *> &m);
void f_(std::vector<box> &m);
void h_(std::vector<box> &m);
void i_(std::vector<box> &m);
void j_(std::forward_list<box> &m);
void k_(std::any &m);
void l_(std::variant<int, std::shared_ptr<box>> &m);
void m_(std::map<int, std::map<int, box>> &m);
void n_(std::function<long *()> &f);
//--- a.cpp
extern "C" {
void a() {
  std::map<int, box> m;
  a_(m);
  for (auto &x : m)
    *x.second.p = 1;
}
void b() {
  std::list<box> m, n;
  n.push_back({&g});
  b_(m, n);
  for (auto &x : m)
    *x.p = 1;
}
void c() {
  std::deque<box> m;
  c_(m);
  for (auto &x : m)
    *x.p = 1;
}
void d() {
  std::unordered_map<int, box> m;
  d_(m);
  for (auto &x : m)
    *x.second.p = 1;
}
void e() {
  std::unordered_set<long *> m;
  e_(m);
  for (auto &x : m)
    *x = 1;
}
void f() {
  std::vector<box> m;
  f_(m);
  *m[0].p = 1;
}
void h() {
  std::vector<box> m;
  h_(m);
  *m[0].p = 1;
}
void i() {
  std::vector<box> m;
  i_(m);
  *m[0].p = 1;
}
void j() {
  std::forward_list<box> m;
  j_(m);
  *m.front().p = 1;
}
void k() {
  std::any m;
  k_(m);
  *std::any_cast<box>(m).p = 1;
}
void l() {
  std::variant<int, std::shared_ptr<box>> m;
  l_(m);
  *std::get<1>(m)->p = 1;
}
void m() {
  std::map<int, std::map<int, box>> m;
  m_(m);
  for (auto &x : m)
    for (auto &y : x.second)
      *y.second.p = 1;
}
void n() {
  std::function<long *()> m;
  n_(m);
  *m() = 1;
}
}
//--- b.cpp
extern "C" long g;
long g;
void a_(std::map<int, box> &m) { m.emplace(1, box{&g}); }
void b_(std::list<box> &m, std::list<box> &n) { m.splice(m.end(), n); }
void c_(std::deque<box> &m) {
  m.insert(m.begin(), box{&g});
  m.resize(20, box{&g});
}
void d_(std::unordered_map<int, box> &m) { m.emplace(1, box{&g}); }
void e_(std::unordered_set<long *> &m) { m.insert(&g); }
void f_(std::vector<box> &m) {
  m.reserve(10);
  m.resize(3, box{&g});
}
void h_(std::vector<box> &m) { m.insert(m.begin(), 3, box{&g}); }
void i_(std::vector<box> &m) {
  static const std::vector<box> v{{&g}};
  m = v;
}
void j_(std::forward_list<box> &m) { m.push_front({&g}); }
void k_(std::any &m) { m = box{&g}; }
void l_(std::variant<int, std::shared_ptr<box>> &m) { m = std::make_shared<box>(box{&g}); }
void m_(std::map<int, std::map<int, box>> &m) {
  std::map<int, box> n;
  n.emplace(1, box{&g});
  m.emplace(1, std::move(n));
}
void n_(std::function<long *()> &f) {
  f = [] { return &g; };
}
extern "C" void z() { g = 0; }

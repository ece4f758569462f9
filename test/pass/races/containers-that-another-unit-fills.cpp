// One's own containers, filled by another unit with what leads to a global.
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
#include <deque>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>
struct box {
  long *p;
};
extern "C" long g;
void add(std::map<int, box> &m);
void add(std::list<box> &m);
void add(std::deque<box> &m);
void add(std::unordered_map<int, box> &m);
void add(std::set<long *> &m);
void add(std::vector<std::vector<box>> &m);
std::map<int, box> mk();
std::list<box> mkl();
void add(std::optional<std::list<box>> &m);
//--- a.cpp
extern "C" {
void a() {
  std::map<int, box> m;
  add(m);
  for (auto &x : m)
    *x.second.p = 1;
}
void b() {
  std::list<box> m;
  add(m);
  for (auto &x : m)
    *x.p = 1;
}
void c() {
  std::deque<box> m;
  add(m);
  for (auto &x : m)
    *x.p = 1;
}
void d() {
  std::unordered_map<int, box> m;
  add(m);
  for (auto &x : m)
    *x.second.p = 1;
}
void e() {
  std::set<long *> m;
  add(m);
  for (auto &x : m)
    *x = 1;
}
void f() {
  std::vector<std::vector<box>> m;
  add(m);
  *m[0][0].p = 1;
}
void h() {
  auto m = mk();
  *m.begin()->second.p = 1;
}
void i() {
  auto m = mkl();
  *m.front().p = 1;
}
void j() {
  std::optional<std::list<box>> m;
  add(m);
  *m->front().p = 1;
}
}
//--- b.cpp
extern "C" long g;
long g;
void add(std::map<int, box> &m) { m[1] = {&g}; }
void add(std::list<box> &m) { m.push_back({&g}); }
void add(std::deque<box> &m) { m.push_back({&g}); }
void add(std::unordered_map<int, box> &m) { m[3] = {&g}; }
void add(std::set<long *> &m) { m.insert(&g); }
void add(std::vector<std::vector<box>> &m) { m.push_back({{&g}}); }
std::map<int, box> mk() {
  std::map<int, box> m;
  m[1] = {&g};
  return m;
}
std::list<box> mkl() {
  std::list<box> m;
  m.push_back({&g});
  return m;
}
void add(std::optional<std::list<box>> &m) {
  m.emplace();
  m->push_back({&g});
}
extern "C" void z() { g = 0; }

// The same within one unit, where functions are recursive.
// RUN: %race %s %t
// EXPECT: a1 z conflict
// EXPECT: a2 z conflict
// EXPECT: a3 z conflict
// EXPECT: a4 z conflict
// EXPECT: a5 z conflict
// EXPECT: a6 a6 conflict
// EXPECT: a7 a7 conflict
// EXPECT: a8 z conflict
// EXPECT: a9 a9 conflict
// EXPECT: b1 b1 conflict
// EXPECT: b2 z conflict
// one unit only: recursion, calls that are not inlined, containers' containers
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>
struct box {
  long *p = nullptr;
  box *up = nullptr;
};
extern "C" {
long g;
}
box gb{&g};
struct S {
  box *b;
  std::vector<box *> v;
  std::map<int, std::unique_ptr<box>> m;
  S *peer;
};
static void walk(box *b, int n) {
  if (n)
    walk(b->up, n - 1);
  else
    *b->p = 1;
}
static void wal2(std::vector<std::vector<box *>> &v, int n) {
  if (n)
    wal2(v, n - 1);
  else
    *v[0][0]->up->p = 1;
}
static void wal3(S *s, int n) {
  if (n)
    wal3(s->peer, n - 1);
  else
    *s->b->up->p = 1;
}
struct sh {
  std::shared_ptr<std::vector<std::shared_ptr<box>>> v;
};
static void wal4(sh &s, int n) {
  if (n)
    wal4(s, n - 1);
  else
    *(*s.v)[0]->up->p = 1;
}
struct pim {
  struct I {
    std::unique_ptr<box> b;
  };
  std::unique_ptr<I> i;
};
static void wal5(pim &p, int n) {
  if (n)
    wal5(p, n - 1);
  else
    *p.i->b->up->p = 1;
}
extern "C" {
void a1() {
  box l{nullptr, &gb}, k{nullptr, &l}, j{nullptr, &k};
  walk(&j, 3);
}
void a2() {
  std::vector<std::vector<box *>> v(1);
  box l{nullptr, &gb};
  v[0].push_back(&l);
  wal2(v, 2);
}
void a3() {
  S s;
  box l{nullptr, &gb};
  s.b = &l;
  s.peer = &s;
  wal3(&s, 3);
}
void a4() {
  sh s;
  s.v = std::make_shared<std::vector<std::shared_ptr<box>>>();
  s.v->push_back(std::make_shared<box>());
  (*s.v)[0]->up = &gb;
  wal4(s, 2);
}
void a5() {
  pim p;
  p.i = std::make_unique<pim::I>();
  p.i->b = std::make_unique<box>();
  p.i->b->up = &gb;
  wal5(p, 2);
}
void a6(S *s) {
  box l{nullptr, s->b}, k{nullptr, &l};
  walk(&k, 2);
}
void a7(S *s) { wal3(s, 1); }
void a8() {
  auto f = [](auto &self, box *b, int n) -> void {
    if (n)
      self(self, b->up, n - 1);
    else
      *b->p = 1;
  };
  box l{nullptr, &gb}, k{nullptr, &l}, j{nullptr, &k};
  f(f, &j, 3);
}
void a9(box *b) {
  box l{nullptr, b}, k{nullptr, &l}, j{nullptr, &k};
  walk(&j, 3);
}
void b1(box *b) {
  box l{nullptr, b};
  std::vector<std::vector<box *>> v(1);
  v[0].push_back(&l);
  wal2(v, 2);
}
void b2(box *b) {
  box l{nullptr, b};
  std::vector<std::vector<box *>> v(1);
  v[0].push_back(&l);
  wal2(v, 2);
}
void z() { g = 0; }
}

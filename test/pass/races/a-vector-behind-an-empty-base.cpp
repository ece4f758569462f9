// An empty base is cast to one of two classes.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: a a conflict
// EXPECT: b b conflict
// EXPECT: c c conflict
// EXPECT: e e conflict
// EXPECT: g g conflict
#include <vector>
#include <new>
struct empty {};
struct many : empty { std::vector<long> v; };
struct one : empty { long *p; };
struct poly { virtual ~poly(); };
struct pmany : poly { std::vector<long> v; };
struct pone : poly { long *p; };
struct byt { alignas(8) unsigned char raw[32]; bool owns; };
struct alignas(8) any_session { char raw[32]; };
struct first { std::vector<long> v; };
struct head { first f; long kind; };
struct pool { void *at; long kind; };
//--- a.cpp
poly::~poly() {}
extern "C" {
void a(empty *m, long kind) {
  if (kind) for (long &n : static_cast<many*>(m)->v) ++n;
  else ++*static_cast<one*>(m)->p;
}
void b(poly *m) {
  if (auto *x = dynamic_cast<pmany*>(m)) for (long &n : x->v) ++n;
  else if (auto *y = dynamic_cast<pone*>(m)) ++*y->p;
}
void c(byt *m) {
  if (m->owns) for (long &n : *reinterpret_cast<std::vector<long>*>(m->raw)) ++n;
  else ++**reinterpret_cast<long**>(m->raw);
}
void e(pool *m) {
  if (m->kind) for (long &n : *static_cast<std::vector<long>*>(m->at)) ++n;
  else ++**static_cast<long**>(m->at);
}
void g(pool *m) {
  if (m->kind) for (long &n : static_cast<first*>(m->at)->v) ++n;
  else ++*static_cast<one*>(m->at)->p;
}
}

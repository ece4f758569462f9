// An object that a global variable or a session leads to is given a pointer to a static object
// by another unit; what that one's pointers lead to is used.
// RUN: %race %s %t
// EXPECT: a4 z conflict
// EXPECT: a5 z conflict
// EXPECT: c1 y conflict
// EXPECT: c2 y conflict
// EXPECT: c4 y conflict
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>
struct room {
  long guests;
};
struct box {
  long *p = nullptr;
  room *r = nullptr;
  box *up = nullptr;
};
struct job {
  box *of;
};
extern "C" long g;
extern box gb2;
extern "C" room lobby;
extern std::vector<box *> *gv;
extern std::list<box *> *gl;
extern std::map<int, box *> *gm;
extern job *gj;
struct S {
  job *j;
  std::vector<box *> *v;
  std::vector<job> *vj;
  std::list<job *> own;
};
void fv();
void fl();
void fm();
void fj();
void sj(S *s);
void sv(S *s);
void svj(S *s);
void ov(std::vector<box *> &v);
void oj(job &j);
job rj();
std::unique_ptr<job> uj();
std::shared_ptr<job> hj();
void cbk(void (*f)(job *, void *), void *c);
struct vis {
  virtual void on(box *) = 0;
};
void visit(vis &v);
void reg(job *j);
void later();
box *find();
void pub(S *s, job *j);
struct multi {
  job a;
  job *b;
  std::vector<job> c;
};
void fmulti(multi *m);
void rec(job *j, int n);
//--- a.cpp
extern "C" {
void a4() {
  job j;
  gj = &j;
  fj();
  *j.of->p = 1;
}
void a5(S *s) {
  job j;
  s->j = &j;
  sj(s);
  *j.of->p = 1;
}
void c1() {
  job j;
  gj = &j;
  fj();
  j.of->r->guests = 1;
}
void c2(S *s) {
  job j;
  s->j = &j;
  sj(s);
  j.of->up->r->guests = 1;
}
void c4() {
  auto j = std::make_unique<job>();
  gj = j.get();
  fj();
  j->of->r->guests = 1;
}
}
//--- b.cpp
long g;
room lobby;
box gb2{&g, &lobby};
static box gb{&g, &lobby, &gb2};
std::vector<box *> *gv;
std::list<box *> *gl;
std::map<int, box *> *gm;
job *gj;
static job *kept;
void fv() { gv->push_back(&gb); }
void fl() { gl->push_back(&gb); }
void fm() { gm->insert({1, &gb}); }
void fj() { gj->of = &gb; }
void sj(S *s) { s->j->of = &gb; }
void sv(S *s) { s->v->push_back(&gb); }
void svj(S *s) { s->vj->push_back({&gb}); }
void ov(std::vector<box *> &v) { v.push_back(&gb); }
void oj(job &j) { j.of = &gb; }
job rj() { return {&gb}; }
std::unique_ptr<job> uj() { return std::make_unique<job>(job{&gb}); }
std::shared_ptr<job> hj() {
  auto j = std::make_shared<job>();
  j->of = &gb;
  return j;
}
void cbk(void (*f)(job *, void *), void *c) {
  job j{&gb};
  f(&j, c);
}
void visit(vis &v) { v.on(&gb); }
void reg(job *j) { kept = j; }
void later() {
  if (kept)
    kept->of = &gb;
  kept = nullptr;
}
box *find() { return &gb; }
void pub(S *s, job *j) {
  s->own.push_back(j);
  kept = j;
}
void fmulti(multi *m) {
  m->a.of = &gb;
  m->b = &m->a;
  m->c.push_back({&gb});
}
void rec(job *j, int n) {
  if (n)
    rec(j, n - 1);
  else
    j->of = &gb;
}
extern "C" void z() { g = 0; }
extern "C" void y() { lobby.guests = 0; }

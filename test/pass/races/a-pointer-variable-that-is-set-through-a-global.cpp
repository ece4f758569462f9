// A handler's pointer variable whose address a global variable has is set by another unit
// through that.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
// EXPECT: h z conflict
// EXPECT: i z conflict
struct box {
  long *p;
  long n;
};
extern "C" long g;
extern box **gpp;
extern long **glp;
extern box ***gppp;
struct session {
  box **where;
};
void set();
void setl();
void set3();
void set(session *s);
struct base {
  virtual void set() = 0;
};
base &other();
//--- a.cpp
extern "C" {
void a() {
  box *b;
  gpp = &b;
  set();
  *b->p = 1;
}
void b() {
  box *b = nullptr;
  gpp = &b;
  set();
  *b->p = 1;
}
void c() {
  box *b[3];
  gpp = &b[1];
  set();
  *b[1]->p = 1;
}
void d() {
  long *p;
  glp = &p;
  setl();
  *p = 1;
}
void e(session *s) {
  box *b;
  s->where = &b;
  set(s);
  *b->p = 1;
}
void f() {
  box *b, **q = &b;
  gppp = &q;
  set3();
  *b->p = 1;
}
void h() {
  box *b;
  gpp = &b;
  other().set();
  *b->p = 1;
}
void i() {
  struct {
    long k;
    box *b;
  } x{};
  gpp = &x.b;
  set();
  *x.b->p = 1;
}
}
//--- b.cpp
long g;
static box gb{&g};
box **gpp, ***gppp;
long **glp;
void set() { *gpp = &gb; }
void setl() { *glp = &g; }
void set3() { **gppp = &gb; }
void set(session *s) { *s->where = &gb; }
struct derived : base {
  void set() override { ::set(); }
};
base &other() {
  static derived d;
  return d;
}
extern "C" void z() { g = 0; }

// A member of the class behind a virtual base.
// RUN: %race %s %t
// EXPECT: a c conflict
struct base { virtual void f() = 0; int k; };
struct mid1 : virtual base { int m1; };
struct mid2 : virtual base { int m2; };
struct last : mid1, mid2 { int l; void f() override { l++; } };
last x;
extern "C" void a(base *p) { p->f(); }
extern "C" void c(last *p) { p->l = 0; }

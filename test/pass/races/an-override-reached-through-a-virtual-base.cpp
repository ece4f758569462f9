// An override reached through a virtual base.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a c by-key
struct base { virtual void f() = 0; int k; };
struct mid1 : virtual base { int m1; };
struct mid2 : virtual base { int m2; };
int g;
struct last : mid1, mid2 { int l; void f() override { g++; l++; k++; } };
last x;
extern "C" void a(base *p) { p->f(); }
extern "C" void b() { g = 0; }
extern "C" void c(last *p) { p->k = 0; }

// A virtual function that another unit calls points a box elsewhere, also one of the caller's.
// RUN: %race %s %t
// EXPECT: a a conflict
// EXPECT: c c conflict
struct box { int *p; };
struct visitor { virtual void visit(box &) = 0; };
void apply(visitor &v, box &x);
void lend(visitor &v, int *p);
//--- a.cpp
int g;
struct aim : visitor { void visit(box &x) override { x.p = &g; } };
extern "C" void a(int *own) { box x = {own}; aim v; apply(v, x); *x.p = 1; }
extern "C" void c(int *own) { aim v; lend(v, own); }
extern "C" void b() { g = 2; }
//--- b.cpp
void apply(visitor &v, box &x) { v.visit(x); }
void lend(visitor &v, int *p) { box x = {p}; v.visit(x); *x.p = 1; }

// An array of pointers to member functions.
// RUN: %race %s %t
// EXPECT: a b conflict
int g, h;
struct s { void f() { h++; } void k() { g++; } };
extern "C" void a(s *o, int i) { static void (s::*const t[])() = {&s::f, &s::k}; (o->*t[i])(); }
extern "C" void b() { g = 1; }

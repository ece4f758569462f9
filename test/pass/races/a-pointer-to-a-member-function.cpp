// A pointer to a member function.
// RUN: %race %s %t
// EXPECT: a b conflict
int g;
struct s { void f() { g++; } virtual void v() { g++; } };
void (s::*p)() = &s::v;
s obj;
extern "C" void a() { (obj.*p)(); }
extern "C" void b() { g = 0; }

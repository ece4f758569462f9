// A pointer to a data member.
// RUN: %race %s %t
// EXPECT: a b by-key
struct s { int x, y; };
extern "C" void a(s *o, int i) { int s::*p = i ? &s::x : &s::y; o->*p = 1; }
extern "C" void b(s *o) { o->y = 1; }

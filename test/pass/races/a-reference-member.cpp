// A reference member.
// RUN: %race %s %t
// EXPECT: a b conflict
int g;
struct s { int &r; };
extern "C" void a(s *o) { o->r = 1; }
extern "C" void b() { g = 1; }

// A member pointer chosen at run time.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a c conflict
struct session { int x, y; };
struct ref { session *s; int session::*m; };
extern "C" void a(ref *r) { r->s->*(r->m) = 3; }
extern "C" void b(session *s) { s->y++; }
extern "C" void c(session *s) { s->x++; }

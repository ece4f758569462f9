// An object made in a global buffer over the end of another.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <new>
struct t { int a, b; }; alignas(8) char buf[100]; int off;
extern "C" void a(t *p) { p->b = 1; }
extern "C" void b() { t *p = new (buf + off) t; p->a = 0; }

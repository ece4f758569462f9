// A class with an allocator of its own.
// RUN: %race %s %t
// EXPECT: a a conflict
#include <cstddef>
static char arena[1000]; static unsigned long used;
struct obj { int v; static void *operator new(std::size_t n) { used += n; return arena + used; } static void operator delete(void *) {} };
struct c { obj *p; };
extern "C" void a(c *x) { x->p = new obj; }

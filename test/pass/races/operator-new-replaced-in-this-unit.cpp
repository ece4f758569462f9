// Operator new replaced in this unit.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <cstdlib>
#include <new>
long allocations;
void *operator new(std::size_t n) { allocations++; return std::malloc(n); }
void operator delete(void *p) noexcept { std::free(p); }
struct c { int *p; };
extern "C" void a(c *x) { x->p = new int(3); }
extern "C" void b() { allocations = 0; }

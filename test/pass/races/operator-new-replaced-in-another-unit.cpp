// Operator new replaced in another unit.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.cpp
struct c { int *p; };
extern "C" void a(c *x) { x->p = new int(3); }
//--- b.cpp
#include <cstdlib>
#include <new>
long allocations;
void *operator new(std::size_t n) { allocations++; return std::malloc(n); }
void operator delete(void *p) noexcept { std::free(p); }
extern "C" void b() { allocations = 0; }

// The last weak_ptr gives the control block back to an allocator that counts.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <memory>
struct obj { int v; };
static char arena[1000]; int live;
template <class T> struct pool { using value_type = T; pool() = default; template <class U> pool(const pool<U> &) {}
  T *allocate(std::size_t n) { live++; return (T *)arena; } void deallocate(T *, std::size_t) { live--; } };
struct c { std::weak_ptr<obj> w; };
void make(c *x) { x->w = std::allocate_shared<obj>(pool<obj>()); }
extern "C" void a(c *x) { x->w.reset(); }
extern "C" void b() { live = 0; }

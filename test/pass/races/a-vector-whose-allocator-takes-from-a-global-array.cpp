// A vector whose allocator takes from a global array.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <vector>
#include <cstring>
int pool[1000]; int used;
template <class T> struct al { using value_type = T; al() {} template <class U> al(const al<U> &) {} T *allocate(size_t k) { T *r = (T *)(pool + used); used += k * sizeof(T); return r; } void deallocate(T *p, size_t) { } template <class U> bool operator==(const al<U>&) const { return true; } template <class U> bool operator!=(const al<U>&) const { return false; } };
struct c { std::vector<int, al<int>> v; };
extern "C" void a(c *x) { x->v[0] = 1; }
extern "C" void b() { pool[1] = 0; }

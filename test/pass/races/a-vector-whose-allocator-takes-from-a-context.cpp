// A vector whose allocator takes from a context.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <vector>
#include <cstring>
template <class T> struct al { using value_type = T; char *at; al(char *p) : at(p) {} template <class U> al(const al<U> &o) : at(o.at) {} T *allocate(size_t k) { return (T *)at; } void deallocate(T *p, size_t) { } template <class U> bool operator==(const al<U>&) const { return true; } template <class U> bool operator!=(const al<U>&) const { return false; } };
struct arena { char buf[100]; }; struct c { std::vector<int, al<int>> v; c(arena *a) : v(al<int>(a->buf)) {} };
extern "C" void a(c *x) { x->v[0] = 1; }
extern "C" void b(arena *x) { std::memset(x->buf, 0, 100); }
int main() { static arena r; static c x(&r); return 0; }

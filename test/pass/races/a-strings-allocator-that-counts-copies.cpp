// A strings allocator that counts copies.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
int n; template <class T> struct al { using value_type = T; al() {} template <class U> al(const al<U> &) {} al select_on_container_copy_construction() const { n++; return *this; } T *allocate(size_t k) { return (T *)::operator new(k * sizeof(T)); } void deallocate(T *p, size_t) { ::operator delete(p); } template <class U> bool operator==(const al<U>&) const { return true; } template <class U> bool operator!=(const al<U>&) const { return false; } };
using str = std::basic_string<char, std::char_traits<char>, al<char>>;
struct c { str s, t; };
extern "C" void a(c *x) { str u(x->s); }
extern "C" void b() { n = 0; }

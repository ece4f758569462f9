// A string with an allocator that counts.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
int n; template <class T> struct al { using value_type = T; al() {} template <class U> al(const al<U> &) {} T *allocate(size_t k) { n++; return (T *)::operator new(k * sizeof(T)); } void deallocate(T *p, size_t) { n++; ::operator delete(p); } template <class U> bool operator==(const al<U>&) const { return true; } template <class U> bool operator!=(const al<U>&) const { return false; } };
struct c { std::basic_string<char, std::char_traits<char>, al<char>> s; };
extern "C" void a(c *x) { x->s.append("yy", 2); x->s.resize(400); x->s.reserve(1000); }
extern "C" void b() { n = 0; }

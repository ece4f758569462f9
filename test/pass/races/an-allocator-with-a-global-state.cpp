// Strings, vectors and other containers whose allocator counts in a global, and their twins
// with the usual allocator.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
// EXPECT: h z conflict
// EXPECT: i z conflict
// EXPECT: j z conflict
// EXPECT: k z conflict
// EXPECT: l z conflict
// EXPECT: m z conflict
// EXPECT: n z conflict
// EXPECT: o z conflict
// EXPECT: p z conflict
// EXPECT: q z conflict
// EXPECT: r z conflict
// EXPECT: usual z free
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>
long made;
template <class T> struct counting {
  using value_type = T;
  counting() = default;
  template <class U> counting(const counting<U> &) {}
  T *allocate(std::size_t n) { ++made; return std::allocator<T>().allocate(n); }
  void deallocate(T *p, std::size_t n) { --made; std::allocator<T>().deallocate(p, n); }
  bool operator==(const counting &) const { return true; }
  bool operator!=(const counting &) const { return false; }
};
using text = std::basic_string<char, std::char_traits<char>, counting<char>>;
struct session { text t, u; long n; std::vector<int, counting<int>> v; std::deque<int, counting<int>> d;
  std::list<int, counting<int>> l; std::map<int, int, std::less<int>, counting<std::pair<const int, int>>> m;
  std::unordered_map<int, int, std::hash<int>, std::equal_to<int>, counting<std::pair<const int, int>>> h; std::string s, w; std::vector<int> x; };
extern "C" void a(session *s) { s->t.append("hello, hello, hello, hello, hello, hello"); }
extern "C" void c(session *s) { s->t += "x"; }
extern "C" void d(session *s) { text t("hello, hello, hello, hello", 22); s->n = t.size(); }
extern "C" void e(session *s) { s->t.reserve(200); }
extern "C" void f(session *s) { s->t.push_back('x'); }
extern "C" void h(session *s) { s->t = s->u; }
extern "C" void i(session *s) { s->t.resize(100); }
extern "C" void j(session *s) { s->t.assign("hello, hello, hello, hello", 22); }
extern "C" void k(session *s) { s->t.insert(0, "hello, hello, hello, hello"); }
extern "C" void l(session *s) { text t(s->t); s->n = t.size(); }
extern "C" void m(session *s) { s->v.push_back(1); }
extern "C" void n(session *s) { s->d.push_back(1); }
extern "C" void o(session *s) { s->l.push_back(1); }
extern "C" void p(session *s) { s->m[1] = 2; }
extern "C" void q(session *s) { s->h[1] = 2; }
extern "C" void r(session *s) { s->t = "hello, hello, hello, hello"; }
extern "C" void usual(session *s) {
  s->s.append("hello"); s->s.reserve(200); s->s = s->w; s->s.resize(100);
  s->s.assign("hello, hello", 7);
}
extern "C" void z() { made = 0; }

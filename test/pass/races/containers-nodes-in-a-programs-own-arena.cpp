// The nodes of lists and trees and a deque's blocks lie in an arena of the program's own, since the
// containers' allocator takes them from there; who has the arena writes its bytes.
// RUN: %race %s %t
// EXPECT: list clear conflict
// EXPECT: tree clear conflict
// EXPECT: blocks clear conflict
// EXPECT: table clear conflict
// EXPECT: links clear conflict
// EXPECT: array clear conflict
#include <deque>
#include <forward_list>
#include <functional>
#include <list>
#include <map>
#include <unordered_map>
#include <vector>
struct box {
  long n;
  long *p;
};
struct arena {
  alignas(16) char buf[4096];
  std::size_t used = 0;
};
template <class T> struct from_arena {
  using value_type = T;
  arena *a;
  from_arena(arena *x = nullptr) : a(x) {}
  template <class U> from_arena(const from_arena<U> &o) : a(o.a) {}
  T *allocate(std::size_t n) {
    auto *p = a->buf + a->used;
    a->used += (n * sizeof(T) + 15) / 16 * 16;
    return (T *)p;
  }
  void deallocate(T *, std::size_t) {}
  template <class U> bool operator==(const from_arena<U> &o) const { return a == o.a; }
  template <class U> bool operator!=(const from_arena<U> &o) const { return a != o.a; }
};
using pair = std::pair<const int, box>;
struct session {
  std::list<box, from_arena<box>> l;
  std::map<int, box, std::less<int>, from_arena<pair>> m;
  std::deque<box, from_arena<box>> d;
  std::unordered_map<int, box, std::hash<int>, std::equal_to<int>, from_arena<pair>> u;
  std::forward_list<box, from_arena<box>> f;
  std::vector<box, from_arena<box>> v;
};
extern "C" {
void list(session *s) { s->l.front().n = 1; }
void tree(session *s) { s->m.begin()->second.n = 1; }
void blocks(session *s) { s->d.front().n = 1; }
void table(session *s) { s->u.begin()->second.n = 1; }
void links(session *s) { s->f.front().n = 1; }
void array(session *s) { s->v.front().n = 1; }
void clear(arena *a) { a->buf[a->used - 5] = 1; }
}
int main() {
  static arena a;
  static session s{
      std::list<box, from_arena<box>>(&a),
      std::map<int, box, std::less<int>, from_arena<pair>>(from_arena<pair>(&a)),
      std::deque<box, from_arena<box>>(&a),
      std::unordered_map<int, box, std::hash<int>, std::equal_to<int>, from_arena<pair>>(
          1, std::hash<int>(), std::equal_to<int>(), from_arena<pair>(&a)),
      std::forward_list<box, from_arena<box>>(&a),
      std::vector<box, from_arena<box>>(&a)};
  s.l.push_back({});
  s.m[1];
  s.d.push_back({});
  s.u[1];
  s.f.push_front({});
  s.v.push_back({});
  list(&s);
  clear(&a);
}

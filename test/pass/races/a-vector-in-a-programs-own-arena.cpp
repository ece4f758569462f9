// A vector's elements lie in an arena, since its allocator takes them from there. They are
// reached by iterators, as back() does, not by an index.
// RUN: %race %s %t
// EXPECT: last clear conflict
// EXPECT: backwards clear conflict
// EXPECT: each clear conflict
// EXPECT: indexed clear conflict
#include <vector>
struct box {
  long n;
  long *p;
};
struct arena {
  alignas(16) char slots[4096];
  std::size_t used;
};
template <class T> struct from_arena {
  using value_type = T;
  arena *a;
  from_arena(arena *x) : a(x) {}
  template <class U> from_arena(const from_arena<U> &o) : a(o.a) {}
  T *allocate(std::size_t n) {
    a->used += n;
    return (T *)a->slots + a->used - n;
  }
  void deallocate(T *, std::size_t) {}
  template <class U> bool operator==(const from_arena<U> &o) const { return a == o.a; }
  template <class U> bool operator!=(const from_arena<U> &o) const { return a != o.a; }
};
struct session {
  std::vector<box, from_arena<box>> v;
};
extern "C" {
void last(session *s) { s->v.back().n = 1; }
void backwards(session *s) { s->v.rbegin()->n = 1; }
void each(session *s) {
  for (auto &x : s->v)
    x.n = 1;
}
void indexed(session *s) { s->v[0].n = 1; }
void clear(arena *a) { a->slots[a->used - 5] = 0; }
void fill(session *s) { s->v.push_back({}); }
}
arena ar[2];
int main() {
  session s{decltype(session::v)(from_arena<box>(&ar[1]))};
  s.v.resize(3);
  fill(&s);
  return s.v[0].n;
}

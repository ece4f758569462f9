// A vector at the very beginning of an object: a loop over it reads its first pointer through an
// iterator, with nothing that says where that lies. Two pointers of the program's own, in the same
// place, own nothing; nor does a vector with an allocator of its own.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: read read by-key
// EXPECT: read count apart
// EXPECT: change change by-key
// EXPECT: change count apart
// EXPECT: nested nested by-key
// EXPECT: nested count apart
// EXPECT: own own conflict
// EXPECT: pooled pooled conflict
// EXPECT: through through conflict
// EXPECT: through count conflict
// EXPECT: either either conflict
#include <cstddef>
#include <string>
#include <vector>
struct header {
  std::string name;
  long uses;
};
struct session {
  std::vector<header> headers;
  long sent;
};
struct outer {
  session inner;
};
struct view {
  header *first, *last;
  header *begin() { return first; }
  header *end() { return last; }
};
struct reader {
  view headers;
};
struct pointers {
  std::vector<long *> to;
};
template <typename T> struct pool {
  using value_type = T;
  pool() = default;
  template <typename U> pool(const pool<U> &) {}
  T *allocate(std::size_t) { return reinterpret_cast<T *>(arena); }
  void deallocate(T *, std::size_t) {}
  static inline char arena[4096];
  friend bool operator==(pool, pool) { return true; }
};
struct pooled_session {
  std::vector<long, pool<long>> numbers;
};
union slot {
  std::vector<long> numbers;
  long *array[3];
  slot() {}
  ~slot() {}
};
struct tagged {
  slot at;
  bool owns;
};
extern long total;
//--- a.cpp
long total;
extern "C" {
void read(session *s) {
  for (const header &h : s->headers)
    s->sent += long(h.name.size());
}
void change(session *s) {
  for (header &h : s->headers) {
    ++h.uses;
    h.name += 'x';
  }
}
void nested(outer *o) {
  for (header &h : o->inner.headers)
    ++h.uses;
}
void own(reader *r) {
  for (header &h : r->headers)
    ++h.uses;
}
void pooled(pooled_session *s) {
  for (long &n : s->numbers)
    ++n;
}
void through(pointers *s) {
  for (long *p : s->to)
    ++*p;
}
void either(tagged *t) {
  if (t->owns)
    for (long &n : t->at.numbers)
      ++n;
  else
    for (long *p = t->at.array[0]; p != t->at.array[1]; ++p)
      ++*p;
}
void count(session *) { ++total; }
}

// A local class of another function has the name of the elements' class, which has no struct of its own.
// RUN: %race %s %t -std=c++17
// EXPECT: parse count conflict
#include <vector>
struct counter {
  int n;
};
struct base {
  counter *hits;
};
struct header : base {};
struct session {
  long id;
  std::vector<header> v;
};
extern counter total;
void add(std::vector<header> &);
//--- h.cpp
int other(int k) {
  struct header {
    int a;
  };
  header h[2] = {{k}, {1}};
  return h[k].a;
}
extern "C" void parse(session *s) {
  add(s->v);
  ++s->v.front().hits->n;
}
extern "C" void count() { ++total.n; }
//--- m.cpp
counter total;
void add(std::vector<header> &v) { v.front().hits = &total; }

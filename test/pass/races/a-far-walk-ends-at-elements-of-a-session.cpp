// Links of a handler's own lead to a session's elements, and those to what others know.
// RUN: %race %s %t
// EXPECT: far z conflict
#include <vector>
struct box {
  long n;
};
struct first {
  box **items;
};
struct second {
  first *a;
};
struct third {
  second *b;
};
struct session {
  long id;
  std::vector<box *> v;
};
void walk(third *x, int i);
//--- a.cpp
extern "C" void far(session *s) {
  first c{s->v.data()};
  second b{&c};
  third a{&b};
  walk(&a, int(s->id));
}
//--- b.cpp
void walk(third *x, int i) { x->b->a->items[i]->n++; }
extern "C" void z(box *b) { b->n = 1; }

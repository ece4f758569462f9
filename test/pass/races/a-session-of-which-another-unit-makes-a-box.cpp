// Where a handler's vector was, another unit, or the handler itself, makes an object with a pointer.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: elsewhere elsewhere conflict
// EXPECT: elsewhere count conflict
// EXPECT: here count conflict
#include <vector>
#include <new>
struct session { std::vector<long> v; };
struct box { long *p; };
extern long total;
void rebuild(void *m);
void fetch(box *b);
//--- a.cpp
long total;
extern "C" {
void elsewhere(void *s) {
  for (long &x : static_cast<session *>(s)->v) ++x;
  rebuild(s);
  ++*std::launder(static_cast<box *>(s))->p;
}
void here(session *s) {
  s->~session();
  box *b = new (s) box;
  fetch(b);
  ++*b->p;
}
void count(void *) { ++total; }
}
//--- b.cpp
void rebuild(void *m) { static_cast<session *>(m)->~session(); new (m) box{&total}; }
void fetch(box *b) { b->p = &total; }

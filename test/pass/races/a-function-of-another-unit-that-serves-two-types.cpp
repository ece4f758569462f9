// A function of another unit is lent a vector or a pointer of the program's own.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: one_ one_ conflict
// EXPECT: one_ count conflict
// EXPECT: old_ old_ conflict
// EXPECT: old_ count conflict
#include <vector>
struct session { std::vector<long> v; };
struct box { long *p; };
extern long total;
void touch(void *m, int kind);
void touch_old(void *m, int kind);
//--- a.cpp
long total;
extern "C" {
void one_(box *b) { touch(b, 0); }
void old_(box *b) { touch_old(b, 0); }
void count(void *) { ++total; }
}
//--- b.cpp
void touch(void *m, int kind) {
  if (kind) for (long &n : static_cast<session *>(m)->v) ++n;
  else ++*static_cast<box *>(m)->p;
}
void touch_old(void *m, int kind) {
  if (kind) ++static_cast<session *>(m)->v[0];
  else ++*static_cast<box *>(m)->p;
}

// One place holds a vector's pointer or a pointer of the program's own, as a flag says: nobody knows who owns what it leads to.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: loop loop conflict
// EXPECT: loop count conflict
#include <vector>
struct session { std::vector<long> v; };
struct box { long *p; };
extern long total;
//--- a.cpp
long total;
extern "C" {
void loop(void *m, long many) {
  if (many) for (long &n : static_cast<session *>(m)->v) ++n;
  else ++*static_cast<box *>(m)->p;
}
void count(void *) { ++total; }
}

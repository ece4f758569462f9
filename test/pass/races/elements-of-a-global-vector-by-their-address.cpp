// A global vector's elements have vectors; a handler has the address of an element.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: gall q1 conflict
// EXPECT: gall q conflict
// EXPECT: gidx q1 conflict
#include <vector>
struct sess { long n; std::vector<long> v; };
struct dsess : sess { long extra; };
extern std::vector<sess> gv;
//--- a.cpp
std::vector<sess> gv;
extern "C" {
void gall(sess *) { for (sess &x : gv) for (long &n : x.v) ++n; }
void gidx(sess *) { for (unsigned i = 0; i != gv.size(); ++i) ++gv[i].v[0]; }
void q1(sess *s) { for (long &n : s->v) ++n; }
void q(sess *s, long w) { for (long &n : s->v) ++n; if (w) ++static_cast<dsess*>(s)->extra; }
}

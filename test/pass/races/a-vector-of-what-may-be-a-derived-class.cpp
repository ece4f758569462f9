// A session's vector is the vector of an element of another container, though the same handler may treat the session as a derived one.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: all q conflict
// EXPECT: all_first q_first conflict
// EXPECT: all_virtual q_virtual conflict
#include <vector>
struct sess { long n; std::vector<long> v; };
struct dsess : sess { long extra; };
struct server { std::vector<sess> s; };
struct first { std::vector<long> v; long n; };
struct dfirst : first { long extra; };
struct fserver { std::vector<first> s; };
struct poly { virtual ~poly(); virtual void run(); std::vector<long> v; };
struct dpoly : poly { void run() override; long extra; };
struct pserver { std::vector<poly> s; };
//--- a.cpp
extern "C" {
void all(server *o) { for (auto &x : o->s) for (long &n : x.v) ++n; }
void q(sess *s) { for (long &n : s->v) ++n; if (s->n) ++static_cast<dsess *>(s)->extra; }
void all_first(fserver *o) { for (auto &x : o->s) for (long &n : x.v) ++n; }
void q_first(first *s) { for (long &n : s->v) ++n; if (s->n) ++static_cast<dfirst *>(s)->extra; }
void all_virtual(pserver *o) { for (auto &x : o->s) for (long &n : x.v) ++n; }
void q_virtual(poly *s) { for (long &n : s->v) ++n; s->run(); }
}
poly::~poly() {}
void poly::run() {}
void dpoly::run() { ++extra; }

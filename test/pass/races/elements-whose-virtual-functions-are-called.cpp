// Virtual functions of a derived class, called on what may be an element of its base.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: all q conflict
// EXPECT: all q1 conflict
// EXPECT: uall q conflict
// EXPECT: gall q conflict
// EXPECT: lall q conflict
// EXPECT: all dq conflict
// EXPECT: ninc dinc conflict
// EXPECT: ninc vinc conflict
// EXPECT: uninc dinc conflict
#include <vector>
#include <list>
#include <memory>
struct sess { sess(); virtual ~sess(); virtual void run(); long n; std::vector<long> v; };
struct dsess : sess { void run() override; long extra; };
struct server { long pad; std::vector<sess> s; };
struct userver { long pad; std::unique_ptr<sess> s; };
struct lserver { long pad; std::list<sess> s; };
extern std::vector<sess> gv;
//--- a.cpp
std::vector<sess> gv;
sess::sess() {}
sess::~sess() {}
extern "C" {
void all(server *o) { for (sess &x : o->s) for (long &n : x.v) ++n; }
void uall(userver *o) { for (long &n : o->s->v) ++n; }
void lall(lserver *o) { for (sess &x : o->s) for (long &n : x.v) ++n; }
void gall(server *o) { for (sess &x : gv) for (long &n : x.v) ++n; }
void q(sess *s) { for (long &n : s->v) ++n; s->run(); }
void q1(sess *s) { for (long &n : s->v) ++n; }
void dq(sess *s) { for (long &n : s->v) ++n; if (auto *d = dynamic_cast<dsess *>(s)) ++d->extra; }
void ninc(server *o) { ++o->s[0].n; }
void uninc(userver *o) { ++o->s->n; }
void dinc(sess *s) { ++s->n; if (auto *d = dynamic_cast<dsess *>(s)) ++d->extra; }
void vinc(sess *s) { ++s->n; s->run(); }
}
void sess::run() {}
void dsess::run() { ++extra; }

// A shared_ptr that owns one session points to another one's field.
// RUN: %race %s %t
// EXPECT: hit own conflict
// EXPECT: hit hit conflict
// EXPECT: g own2 conflict
#include <memory>
struct session { std::shared_ptr<long> p; long n; };
long total;
extern "C" void alias(session *s, std::shared_ptr<session> *o, session *t) { s->p = std::shared_ptr<long>(*o, &t->n); }
extern "C" void hit(session *s) { ++*s->p; }
extern "C" void own(session *s) { ++s->n; }
extern "C" void g(std::shared_ptr<session> *o) { std::shared_ptr<long> p(*o, &total); ++*p; }
extern "C" void own2() { ++total; }

// A handler stores a pointer into the object that another handler's closure leads to.
// RUN: %race %s %t
// EXPECT: point hit by-key
// EXPECT: hit own conflict
// EXPECT: hit hit conflict
struct counter { long n; };
struct session { counter *c; counter mine; };
extern "C" void point(session *s, session *t) { s->c = &t->mine; }
extern "C" void hit(session *s) { ++s->c->n; }
extern "C" void own(session *s) { ++s->mine.n; }

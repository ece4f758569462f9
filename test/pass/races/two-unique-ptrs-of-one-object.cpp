// Two unique_ptrs of one object.
// RUN: %race %s %t
// EXPECT: share use conflict
// EXPECT: use use conflict
// EXPECT: use look conflict
// EXPECT: count count apart
#include <memory>
struct shared { int v; };
struct alone { int v; };
struct session { std::unique_ptr<shared> p; std::unique_ptr<alone> q; };
struct room { session *one, *two; };
extern "C" void share(room *r) { r->two->p.reset(r->one->p.get()); }
extern "C" void use(session *s) { s->p->v++; }
extern "C" void look(room *r) { r->one->p->v++; }
extern "C" void count(session *s) { s->q->v++; if (s->q->v > 9) s->q = std::make_unique<alone>(); }

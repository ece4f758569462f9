// Unique_ptrs that hand their objects on: each is alone.
// RUN: %race %s %t
// EXPECT: use use apart
// EXPECT: hand use by-key
#include <memory>
struct base { virtual ~base() {} int v = 0; };
struct object : base { int w = 0; };
struct session { std::unique_ptr<base> p; };
extern "C" void use(session *s) { s->p->v++; }
extern "C" void hand(session *s, session *t) { t->p = std::move(s->p); s->p = std::make_unique<object>(); }
extern "C" void renew(session *s, session *t) { std::unique_ptr<base> q(t->p.release()); s->p.reset(q.release()); }
int main() { object *o = new object; session s; s.p.reset(o); }

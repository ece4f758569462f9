// A default_delete of the program's own, which leaves the object to others.
// RUN: %race %s %t
// EXPECT: use reuse conflict
// EXPECT: use drop by-key
#include <memory>
struct object { int v; };
object *spare;
template <> struct std::default_delete<object> { void operator()(object *o) const { spare = o; } };
struct session { std::unique_ptr<object> p; };
extern "C" void use(session *s) { s->p->v++; }
extern "C" void reuse() { spare->v = 0; }
extern "C" void drop(session *s) { s->p.reset(); }

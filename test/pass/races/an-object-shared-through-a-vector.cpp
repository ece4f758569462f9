// An object shared through a vector.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <memory>
#include <vector>
struct obj { int n = 0; };
struct c { std::vector<std::shared_ptr<obj>> p; };
extern "C" void a(c *x) { for (auto &o : x->p) o->n++; }
extern "C" void b(obj *o) { o->n = 0; }

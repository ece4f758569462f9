// The last release runs the destructor.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <memory>
int gone;
struct obj { int n = 0; ~obj() { gone++; } };
struct c { std::shared_ptr<obj> p; };
void make(c *x) { x->p = std::make_shared<obj>(); }
extern "C" void a(c *x) { x->p.reset(); }
extern "C" void b() { gone = 0; }

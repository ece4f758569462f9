// Without an allocator of its own nobody notices when a control block goes.
// RUN: %race %s %t
// EXPECT: a b free
#include <memory>
struct obj { int v; };
int live;
struct c { std::weak_ptr<obj> w; };
void make(c *x) { x->w = std::make_shared<obj>(); }
extern "C" void a(c *x) { x->w.reset(); }
extern "C" void b() { live = 0; }

// A use count read beside a copy.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <memory>
std::shared_ptr<int> g; long out;
struct c { std::shared_ptr<int> p, q; };
extern "C" void m() { g = std::make_shared<int>(3); }
extern "C" void a(c *x) { new std::shared_ptr<int>(x->p); }
extern "C" void b() { out = g.use_count(); }

// A unique_ptr with a deleter of its own becomes a shared_ptr.
// RUN: %race %s %t
// EXPECT: drop_quiet count conflict
#include <memory>
int destroyed;
struct quiet { int v; };
struct loud { void operator()(quiet *q) { ++destroyed; delete q; } };
struct b { std::shared_ptr<quiet> p; };
void fill(b *x) { x->p = std::unique_ptr<quiet, loud>(new quiet); }
extern "C" void drop_quiet(b *x) { x->p.reset(); }
extern "C" void count() { destroyed = 0; }

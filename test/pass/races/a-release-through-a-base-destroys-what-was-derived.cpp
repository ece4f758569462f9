// A shared_ptr to a base owns what was derived.
// RUN: %race %s %t
// EXPECT: drop_quiet count conflict
#include <memory>
int destroyed;
struct quiet { int v; };
struct loud : quiet { ~loud() { ++destroyed; } };
struct b { std::shared_ptr<quiet> p; };
void fill(b *x) { x->p = std::make_shared<loud>(); }
extern "C" void drop_quiet(b *x) { x->p.reset(); }
extern "C" void count() { destroyed = 0; }

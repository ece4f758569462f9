// A weak_ptr to a base hands on what was derived.
// RUN: %race %s %t
// EXPECT: drop_quiet count conflict
#include <memory>
int destroyed;
struct quiet { int v; };
struct loud : quiet { ~loud() { ++destroyed; } };
struct b { std::shared_ptr<quiet> p; };
std::weak_ptr<quiet> seen;
std::shared_ptr<loud> kept;
void keep() { kept = std::make_shared<loud>(); seen = kept; }
void fill(b *x) { x->p = seen.lock(); }
extern "C" void drop_quiet(b *x) { x->p.reset(); }
extern "C" void count() { destroyed = 0; }

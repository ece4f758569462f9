// What a base shares from itself is owned with all that was derived.
// RUN: %race %s %t
// EXPECT: drop_quiet count conflict
#include <memory>
int destroyed;
struct quiet { int v; };
struct part;
struct loud;
struct base : std::enable_shared_from_this<base> { quiet inner; };
struct loud : base { ~loud() { ++destroyed; } };
struct b { std::shared_ptr<quiet> p; };
base *made;
std::shared_ptr<loud> kept;
void keep() { kept = std::make_shared<loud>(); made = kept.get(); }
void fill(b *x) { auto self = made->shared_from_this(); x->p = {self, &self->inner}; }
extern "C" void drop_quiet(b *x) { x->p.reset(); }
extern "C" void count() { destroyed = 0; }

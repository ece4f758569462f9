// What was a shared_ptr<void> may be anything that was one.
// RUN: %race %s %t
// EXPECT: drop_quiet count conflict
#include <memory>
int destroyed;
struct quiet { int v; };
struct loud { quiet inner; ~loud() { ++destroyed; } };
struct b { std::shared_ptr<quiet> p; };
std::shared_ptr<void> hidden;
void hide() { hidden = std::make_shared<loud>(); }
void fill(b *x) { x->p = std::static_pointer_cast<quiet>(hidden); }
extern "C" void drop_quiet(b *x) { x->p.reset(); }
extern "C" void count() { destroyed = 0; }

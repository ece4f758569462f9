// Without strict aliasing a shared_ptr may be looked at as another one.
// RUN: %race %s %t -fno-strict-aliasing
// EXPECT: drop_quiet count conflict
#include <memory>
int destroyed;
struct quiet { int v; };
struct loud { quiet inner; ~loud() { ++destroyed; } };
struct b { std::shared_ptr<quiet> p; };
void fill(b *x) {
  reinterpret_cast<std::shared_ptr<loud> &>(x->p) = std::make_shared<loud>();
}
extern "C" void drop_quiet(b *x) { x->p.reset(); }
extern "C" void count() { destroyed = 0; }

// A shared_ptr to a part owns the whole.
// RUN: %race %s %t
// EXPECT: drop_quiet count conflict
#include <memory>
int destroyed;
struct quiet { int v; };
struct loud { quiet inner; ~loud() { ++destroyed; } };
struct b { std::shared_ptr<quiet> p; };
void fill(b *x) {
  auto whole = std::make_shared<loud>();
  x->p = std::shared_ptr<quiet>(whole, &whole->inner);
}
extern "C" void drop_quiet(b *x) { x->p.reset(); }
extern "C" void count() { destroyed = 0; }

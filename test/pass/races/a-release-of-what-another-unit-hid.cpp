// Another unit puts something else behind a shared_ptr.
// RUN: %race %s %t
// EXPECT: drop_quiet count conflict
#include <memory>
extern int destroyed;
struct quiet { int v; };
struct b { std::shared_ptr<quiet> p; };
//--- first.cpp
int destroyed;
extern "C" void drop_quiet(b *x) { x->p.reset(); }
extern "C" void count() { destroyed = 0; }
//--- second.cpp
struct loud { quiet inner; ~loud() { ++destroyed; } };
void fill(b *x) {
  auto whole = std::make_shared<loud>();
  x->p = std::shared_ptr<quiet>(whole, &whole->inner);
}

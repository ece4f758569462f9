// An expired weak ptr and the last release.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <memory>
std::shared_ptr<int> g; std::weak_ptr<int> w; bool out;
extern "C" void m() { g = std::make_shared<int>(3); }
extern "C" void a(std::shared_ptr<int> *p) { p->reset(); }
extern "C" void b() { out = !w.expired(); }

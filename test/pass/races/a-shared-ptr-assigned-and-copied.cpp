// A shared ptr assigned and copied.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <memory>
std::shared_ptr<int> g; int out;
extern "C" void a() { g = std::make_shared<int>(4); }
extern "C" void b() { std::shared_ptr<int> l = g; if (l) out = *l; }

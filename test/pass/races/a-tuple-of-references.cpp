// A tuple of references.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <tuple>
int g, h;
extern "C" void a() { std::tie(h, g) = std::make_tuple(1, 2); }
extern "C" void b() { g = 1; }

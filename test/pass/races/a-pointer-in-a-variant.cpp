// A pointer in a variant.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <variant>
int g;
struct c { std::variant<int, int *> v; };
extern "C" void a(c *x) { if (auto p = std::get_if<int *>(&x->v)) **p = 3; }
extern "C" void b() { g = 1; }

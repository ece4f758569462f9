// A variant in a context.
// RUN: %race %s %t
// EXPECT: a b by-key
#include <variant>
#include <string>
struct c { std::variant<int, double, std::string> v; };
extern "C" void a(c *x) { x->v = 3; }
extern "C" void b(c *x) { x->v = 3.0; }

// A string view of another contexts string.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
#include <string_view>
struct c { std::string s; };
struct w { std::string_view v; int o; };
extern "C" void a(w *x) { x->o = x->v[30]; }
extern "C" void b(c *x) { x->s[30] = 'x'; }

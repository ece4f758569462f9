// A string view of another contexts string that is printed.
// RUN: %race %s %t -std=c++17
// EXPECT: a b conflict
#include <sstream>
#include <string_view>
struct c { std::string s; }; struct d { std::string_view v; };
extern "C" void a(d *x) { std::ostringstream o; o << x->v; }
extern "C" void b(c *x) { x->s[0] = 'x'; }

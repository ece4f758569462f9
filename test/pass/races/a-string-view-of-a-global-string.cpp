// A string view of a global string.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
#include <string_view>
std::string all; int out;
struct w { std::string_view v; };
extern "C" void a(w *x) { out = x->v[30]; }
extern "C" void b() { all[30] = 'x'; }

// An iterator of a vector of bool.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <vector>
std::vector<bool> all; bool out;
struct w { std::vector<bool>::iterator it; };
extern "C" void a(w *x) { *x->it = true; }
extern "C" void b() { out = all[4]; }

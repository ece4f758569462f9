// An iterator of a vector in a context.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <vector>
std::vector<int> all; int out;
struct w { std::vector<int>::iterator it; };
extern "C" void a(w *x) { *x->it = 4; }
extern "C" void b() { out = all[4]; }

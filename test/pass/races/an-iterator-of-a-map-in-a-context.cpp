// An iterator of a map in a context.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <map>
std::map<int,int> all; int out;
struct w { std::map<int,int>::iterator it; };
extern "C" void a(w *x) { x->it->second = 4; }
extern "C" void b() { out = all[4]; }

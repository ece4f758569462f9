// An extraction of the programs own from a temporary stream.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
int n; struct foo { int x; };
std::istream &operator>>(std::istream &i, foo &f) { n++; return i; }
extern "C" void a() { foo f; std::istringstream("1") >> f; }
extern "C" void b() { n = 0; }

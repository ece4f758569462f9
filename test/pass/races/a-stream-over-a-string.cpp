// A stream over a string.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
std::string g; int out;
extern "C" void a() { std::istringstream i(g); int n; i >> n; }
extern "C" void b(int i) { g[i] = 'x'; }

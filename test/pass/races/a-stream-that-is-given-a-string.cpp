// A stream that is given a string.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
std::string g;
extern "C" void a() { std::stringstream s; s.str(g); }
extern "C" void b(int i) { g[i] = 'x'; }

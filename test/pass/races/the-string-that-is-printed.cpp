// The string that is printed.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
std::string g;
extern "C" void a() { std::ostringstream o; o << g; }
extern "C" void b(int i) { g[i] = 'x'; }

// The characters that are printed.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
char g[30];
extern "C" void a() { std::ostringstream o; o << g; }
extern "C" void b(int i) { g[i] = 'x'; }

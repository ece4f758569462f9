// No buffer of the program's own: a stream of its own is all that the handler touches.
// RUN: %race %s %t
// EXPECT: a b free
#include <sstream>
int g;
extern "C" void a(int i) { std::ostringstream o; o << i; }
extern "C" void b() { g = 3; }

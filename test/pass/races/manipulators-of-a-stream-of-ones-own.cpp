// Manipulators of a stream of ones own.
// RUN: %race --levels=-O2 %s %t
// EXPECT: a b free
#include <sstream>
#include <iomanip>
int g;
extern "C" void a() { std::ostringstream s; s << std::setw(4) << std::setfill('0') << std::hex << 5; }
extern "C" void b(int i) { g = i; }

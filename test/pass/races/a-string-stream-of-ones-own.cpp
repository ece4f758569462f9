// A string stream of ones own.
// RUN: %race --levels=-O2 %s %t
// EXPECT: a b free
#include <sstream>
int g; 
extern "C" void a() { std::ostringstream s; s << 5 << "hello" << std::string("x") << 1.5 << 'c'; auto t = s.str(); }
extern "C" void b(int i) { g = i; std::ostringstream s; s << 5; }

// Streams over one buffer.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
std::stringbuf g;
extern "C" void a() { std::ostream o(&g); o << 5; }
extern "C" void b() { std::ostream o(&g); o << 6; }

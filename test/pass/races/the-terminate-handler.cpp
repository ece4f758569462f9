// The terminate handler.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <exception>
int g;
void dump() { g++; }
extern "C" void a() { std::set_terminate(dump); }
extern "C" void b() { g = 3; }

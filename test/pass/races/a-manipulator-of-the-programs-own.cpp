// A manipulator of the programs own.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sstream>
int g;
static std::ostream &mine(std::ostream &o) { g++; return o; }
extern "C" void a() { std::ostringstream o; o << mine; }
extern "C" void b(int i) { g = 1; }

// An exception object assigned.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdexcept>
std::runtime_error g("x"); char out;
extern "C" void a() { g = std::runtime_error("y"); }
extern "C" void b() { out = g.what()[0]; }

// An exception pointer assigned.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <exception>
std::exception_ptr g; bool out;
extern "C" void a() { try { throw 3; } catch (...) { g = std::current_exception(); } }
extern "C" void b() { out = bool(g); }

// Throw exception copies an exception of the programs own.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <boost/throw_exception.hpp>
#include <stdexcept>
int n; struct e : std::runtime_error { e() : std::runtime_error("x") {} e(const e &o) : std::runtime_error(o) { n++; } };
extern "C" void a() { try { boost::throw_exception(e()); } catch (...) {} }
extern "C" void b() { n = 0; }

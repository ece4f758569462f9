// A stored exception rethrown twice.
// RUN: %race %s %t
// EXPECT: a a conflict
#include <exception>
struct err { int n; };
std::exception_ptr stored;
extern "C" void a() { try { std::rethrow_exception(stored); } catch (err &e) { e.n++; } }

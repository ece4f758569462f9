// The destructor of an exception that the last exception_ptr lets go of.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <exception>
// EXPECT: c b conflict
int live;
struct error { error() {} error(const error &) {} ~error() { live--; } };
struct session { std::exception_ptr e; };
extern "C" void a(session *s) { s->e = nullptr; }
extern "C" void b() { live = 3; }
extern "C" void c(session *s) { s->e = std::make_exception_ptr(error()); }

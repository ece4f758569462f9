// Storage of an object, in a member of bytes.
// RUN: %race %s %t
// EXPECT: use next conflict
#include <new>
#include <type_traits>
struct idle { long since; };
struct busy { double load; };
struct session { std::aligned_storage<16, 8>::type raw; };
struct room { session *of; };
extern "C" void use(room *r) { reinterpret_cast<idle *>(&r->of->raw)->since++; }
extern "C" void next(room *r) { (new (&r->of->raw) busy)->load = 2; }

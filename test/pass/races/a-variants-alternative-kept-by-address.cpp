// A variant whose alternatives are kept by pointer.
// RUN: %race %s %t
// EXPECT: use next conflict
#include <variant>
struct idle { long since; };
struct busy { double load; };
struct session { std::variant<idle, busy> state; idle *i; };
struct room { session *of; };
extern "C" void use(room *r) { r->of->i->since++; }
extern "C" void next(room *r) { r->of->state = busy{2}; }

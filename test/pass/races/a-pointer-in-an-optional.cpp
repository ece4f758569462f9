// A pointer in an optional.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <optional>
int g;
struct s { std::optional<int *> r; };
extern "C" void a(s *o) { **o->r = 1; }
extern "C" void b() { g = 1; }

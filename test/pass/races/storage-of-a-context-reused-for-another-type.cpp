// Storage of a context reused for another type.
// RUN: %race %s %t
// EXPECT: a b by-key
#include <new>
struct ctx { alignas(8) unsigned char raw[16]; };
extern "C" void a(ctx *c) { ::new (c->raw) int(1); }
extern "C" void b(ctx *c) { ::new (c->raw) float(2); }

// A pointer into the storage of a context, to an object of another type.
// RUN: %race %s %t
// EXPECT: a b by-key
// EXPECT: a b apart
#include <new>
struct ctx { long n; alignas(8) unsigned char raw[16]; };
extern "C" void a(ctx *c) { *::new (c->raw + 8) int = 1; }
extern "C" void b(void *p) { *::new (p) float = 2; }

// Bit fields share a byte.
// RUN: %race %s %t
// EXPECT: a b by-key
struct c { unsigned f : 3; unsigned k : 5; };
extern "C" void a(c *x) { x->f = 1; }
extern "C" void b(c *x) { x->k = 1; }

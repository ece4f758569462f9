// Members of a union in a context.
// RUN: %race %s %t
// EXPECT: a b by-key
struct c { union { int i; float f; struct { short s, t; } p; } u; };
void a(struct c *x) { x->u.i = 1; }
void b(struct c *x) { x->u.f = 2; }

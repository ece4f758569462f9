// A table that is only read.
// RUN: %race %s %t
// EXPECT: a a free
// EXPECT: a b free
int table[256] = {1, 2, 3};
struct c { unsigned char k; };
static int look(unsigned char k) { return table[k]; }
void a(const struct c *c) { volatile int v = look(c->k); }
void b(const struct c *c) { volatile int v = table[2] + look(c->k); }

// A pointer in a struct within a struct.
// RUN: %race %s %t
// EXPECT: a b conflict
int g, h, out; struct in { int *p, *q; }; struct ou { int k; struct in i[2]; };
static void f(struct in *i) { *i->q = 1; }
void a(int n) { struct ou o = {0, {{&h, &h}, {&h, &g}}}; f(&o.i[n & 1]); }
void b(void) { out = g; }

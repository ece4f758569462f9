// A scalar that may alias.
// RUN: %race %s %t
// EXPECT: a b by-key
typedef int __attribute__((may_alias)) aint;
struct real { float x, y; };
void a(aint *v) { v[0] = 1; }
void b(struct real *v) { v->x = 2; }

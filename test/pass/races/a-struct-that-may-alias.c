// A struct that may alias.
// RUN: %race %s %t
// EXPECT: a b by-key
struct __attribute__((may_alias)) view { int a, b; };
struct real { int x, y; };
void a(struct view *v) { v->a = 1; }
void b(struct real *v) { v->x = 2; }

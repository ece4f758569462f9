// Pointers to members of a union.
// RUN: %race %s %t
// EXPECT: a b by-key
union u { int i; float f; };
void a(union u *x) { int *p = &x->i; *p = 1; }
void b(union u *x) { float *p = &x->f; *p = 2; }

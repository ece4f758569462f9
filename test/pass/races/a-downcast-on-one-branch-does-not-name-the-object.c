// A downcast on one branch does not name the object.
// RUN: %race %s %t
// EXPECT: a b by-key
struct base { int kind; };
struct d1 { struct base b; int x; };
struct d2 { struct base b; long y, z; };
void a(struct base *s) { s->kind++; if (s->kind == 1) ((struct d1 *)s)->x++; else ((struct d2 *)s)->y++; }
void b(struct d1 *d) { d->b.kind = 5; d->x = 2; }

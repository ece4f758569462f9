// A base that casts to its derived class.
// RUN: %race %s %t
// EXPECT: a b by-key
template <class D> struct base { int k; void bump() { static_cast<D *>(this)->x++; k++; } };
struct d1 : base<d1> { int x; };
extern "C" void a(base<d1> *s) { s->bump(); }
extern "C" void b(d1 *d) { d->x = 5; }

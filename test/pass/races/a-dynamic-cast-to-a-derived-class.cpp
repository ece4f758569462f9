// A dynamic cast to a derived class.
// RUN: %race %s %t
// EXPECT: a b by-key
struct base { virtual ~base() {} int k; };
struct d1 : base { int x; };
struct d2 : base { long y; };
extern "C" void a(base *s) { if (auto *d = dynamic_cast<d2 *>(s)) d->y = 1; else s->k = 2; }
extern "C" void b(d1 *d) { d->k = 5; d->x = 1; }

// A virtual base.
// RUN: %race %s %t
// EXPECT: tick set conflict
struct base { long count; virtual ~base() {} };
struct left : virtual base { int l; };
struct right : virtual base { int r; };
struct both : left, right { int b; };
struct room { right *r; left *l; };
extern "C" void tick(left *s) { s->count++; }
extern "C" void set(room *r) { r->r->count = 3; }

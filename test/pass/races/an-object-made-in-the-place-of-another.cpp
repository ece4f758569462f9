// An object made in the place of another one of a different type.
// RUN: %race %s %t
// EXPECT: a b by-key
// EXPECT: a b apart
#include <new>
struct foo { int x, y; };
struct bar { double z; };
extern "C" void a(void *c) { auto *f = ::new (c) foo; f->x = 1; f->y = 3; }
extern "C" void b(void *c) { auto *f = ::new (c) bar; f->z = 1; }

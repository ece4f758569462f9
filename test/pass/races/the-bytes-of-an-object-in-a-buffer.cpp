// The bytes of an object in a buffer.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <new>
alignas(16) unsigned char buf[64];
struct foo { int x; };
foo *f; int out;
void begin() { f = new (buf) foo; }
extern "C" void a() { f->x = 1; }
extern "C" void b() { out = buf[2]; }

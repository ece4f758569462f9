// Placement new in a global buffer.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <new>
alignas(16) unsigned char buf[64];
struct foo { int x; };
struct bar { double z; };
extern "C" void a() { (::new (buf) foo)->x = 1; }
extern "C" void b() { (::new (buf) bar)->z = 1; }

// One variable under two names: by .set in the assembler's language at file scope. And a
// variable of libc that localtime sets.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: zone local conflict
//--- a.cpp
#include <time.h>
extern "C" long gg;
extern "C" void a() { gg = 1; }
extern "C" void zone() { timezone = 3; }
extern "C" void local() {
  time_t t = 0;
  localtime(&t);
}
//--- b.cpp
extern "C" long g;
long g;
__asm__(".globl gg\n.set gg, g");
extern "C" void z() { g = 0; }

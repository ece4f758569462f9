// An address packed by shifts.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdint.h>
int g;
void a(void) {
  unsigned char wire[8]; uintptr_t n = (uintptr_t)&g, back = 0;
  for (int i = 0; i < 8; i++) wire[i] = (unsigned char)(n >> (8 * i));
  for (int i = 0; i < 8; i++) back |= (uintptr_t)wire[i] << (8 * i);
  *(int *)back = 1;
}
void b(void) { g = 2; }

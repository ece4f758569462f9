// An index into an array member is within that member.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
struct conn { int head; int slots[16]; int tail; };
POLYCHROME_HANDLER void put(struct conn *c) { c->slots[c->head & 15] = 1; }
POLYCHROME_HANDLER void count(struct conn *c) {
#ifdef TWIN
  c->slots[3]++;
#else
  c->tail++;
#endif
}

// CHECK: cell put | count = 00
// TWIN: cell put | count = 10

// Inline assembly may do anything.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
struct conn { int n; };
POLYCHROME_HANDLER void read(struct conn *c) {
  c->n++;
#ifdef TWIN
  __asm__ volatile("nop" ::: "memory");
#endif
}

// CHECK: handler read{{$}}
// TWIN: handler read exclusive: contains inline assembly

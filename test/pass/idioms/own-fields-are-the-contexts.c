// Fields of the context conflict through the context only; a global brings bit 0.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
struct conn { int count; int total; };
int hits;
POLYCHROME_HANDLER void read(struct conn *c) {
  c->count++;
#ifdef TWIN
  hits++;
#endif
}

// CHECK: cell read | read = 10
// TWIN: cell read | read = 11

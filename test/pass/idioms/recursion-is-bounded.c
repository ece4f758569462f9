// A recursive helper is summarised, not unrolled.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
int hits;
struct conn { int n; };
static int down(struct conn *c, int depth) {
  c->n++;
#ifdef TWIN
  hits++;
#endif
  return depth ? down(c, depth - 1) + 1 : 0;
}
POLYCHROME_HANDLER void read(struct conn *c) { down(c, c->n); }

// CHECK: cell read | read = 10
// TWIN: cell read | read = 11

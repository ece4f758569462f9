// An effect is found through helpers, with its call chain.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
int hits;
struct conn { int n; };
static void deepest(struct conn *c) {
  c->n++;
#ifdef TWIN
  hits++;
#endif
}
static void helper(struct conn *c) { deepest(c); }
POLYCHROME_HANDLER void read(struct conn *c) { helper(c); }

// CHECK: cell read | read = 10
// TWIN: cell read | read = 11

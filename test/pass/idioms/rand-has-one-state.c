// rand() changes a state that all share.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
#include <stdlib.h>
struct conn { int n; };
POLYCHROME_HANDLER void a(struct conn *c) {
#ifdef TWIN
  c->n = rand();
#else
  c->n++;
#endif
}

// CHECK: cell a | a = 10
// TWIN: cell a | a = 11

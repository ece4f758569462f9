// Reading one global together is no conflict; one writer is.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
int limit = 10;
struct conn { int n; };
POLYCHROME_HANDLER void a(struct conn *c) { c->n = limit; }
POLYCHROME_HANDLER void b(struct conn *c) {
#ifdef TWIN
  limit = c->n;
#else
  c->n = limit + 1;
#endif
}

// CHECK: cell a | b = 10
// TWIN: cell a | b = 11

// What an invocation allocates is its own; what it frees is not.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
#include <stdlib.h>
struct conn { int *data; int n; };
POLYCHROME_HANDLER void a(struct conn *c) {
  int *p = (int *)malloc(16);
  p[1] = c->n;
#ifdef TWIN
  c->data[1] = p[1];
#endif
  free(p);
}

// CHECK: cell a | a = 00
// TWIN: cell a | a = {{[01]1}}

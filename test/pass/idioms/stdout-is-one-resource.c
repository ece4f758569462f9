// Output order is meaning: two printing handlers never run together.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
#include <stdio.h>
struct conn { int n; };
POLYCHROME_HANDLER void a(struct conn *c) {
  c->n++;
#ifdef TWIN
  printf("%d", c->n);
#endif
}

// CHECK: cell a | a = 10
// TWIN: cell a | a = 11

// A field written through a global pointer conflicts with every context of that type.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
struct conn { int n; };
struct conn *last;
POLYCHROME_HANDLER void mine(struct conn *c) { c->n++; }
POLYCHROME_HANDLER void other(struct conn *c) {
#ifdef TWIN
  last->n++;
#else
  c->n++;
#endif
}

// CHECK: cell mine | other = 10
// TWIN: cell mine | other = {{[01]}}1

// A context reached through another one has no key of its own.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
struct conn { int n; struct conn *next; };
POLYCHROME_HANDLER void walk(struct conn *c) {
#ifdef TWIN
  for (; c; c = c->next)
#endif
    c->n++;
}

// CHECK: cell walk | walk = 10
// TWIN: cell walk | walk = 11

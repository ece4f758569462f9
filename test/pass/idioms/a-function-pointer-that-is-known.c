// A call through a pointer is the function that was stored there.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
int hits;
struct conn { int n; };
static void one(struct conn *c) { c->n++; }
#ifdef TWIN
static void two(struct conn *c) { hits++; }
#else
static void two(struct conn *c) { c->n--; }
#endif
POLYCHROME_HANDLER void a(struct conn *c) {
  void (*f)(struct conn *) = c->n ? one : two;
  f(c);
}

// CHECK: cell a | a = 10
// TWIN: cell a | a = 11

// A call of which nothing is known makes the handler run alone.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
struct conn { int n; };
void elsewhere(struct conn *c);
POLYCHROME_HANDLER void read(struct conn *c) {
  c->n++;
#ifdef TWIN
  elsewhere(c);
#endif
}

// CHECK: handler read{{$}}
// CHECK: cell read | read = 10
// TWIN: handler read exclusive: calls elsewhere
// TWIN: cell read | read = 01

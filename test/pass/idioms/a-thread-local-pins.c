// The user's own thread_local has one copy in a serial program.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
#ifdef TWIN
__thread int seen;
#else
int unused;
#endif
struct conn { int n; };
POLYCHROME_HANDLER void a(struct conn *c) {
  c->n++;
#ifdef TWIN
  seen++;
#endif
}

// CHECK: handler a{{$}}
// TWIN: handler a pinned: uses the thread_local variable seen

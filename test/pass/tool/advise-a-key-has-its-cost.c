// A change that gives a handler one more key costs one more place to claim and to give up each
// time; a counter in the place of a variable does not. The trace is the same, so the numbers are.
//
// RUN: %python %inputs/steady_trace.py serve > %t.trace
// RUN: polychrome-clang -O2 %s -pthread -DCOUNT -o %t.counter
// RUN: polychrome advise %t.counter --trace=%t.trace | FileCheck %s --check-prefix=COUNTER
// COUNTER: {{^ *}}1.63x {{.*}} global hits [serve]:
// RUN: polychrome-clang -O2 %s -pthread -o %t.key
// RUN: polychrome advise %t.key --trace=%t.trace | FileCheck %s --check-prefix=KEY
// KEY: {{^ *}}1.22x {{.*}} global table [serve]:
#include <polychrome/polychrome.h>

struct conn {
  unsigned long seed;
};

#ifdef COUNT
unsigned long hits;
POLYCHROME_HANDLER void serve(struct conn *c) { hits += c->seed; }
#else
unsigned long table[64];
POLYCHROME_HANDLER void serve(struct conn *c) { table[c->seed % 64] = c->seed; }
#endif

int main(void) {
  struct conn c = {1};
  POLYCHROME_POST(serve, &c);
  polychrome_run();
  return 0;
}

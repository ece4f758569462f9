// A recorded run says what a change would bring: the handler that costs most comes
// first, although another variable keeps as many pairs apart and has the earlier name.
// The numbers are those of a run, so they are anything.
//
// RUN: polychrome-clang -O2 %s -pthread -o %t
// RUN: env POLYCHROME_TRACE=%t.trace POLYCHROME_THREADS=2 %t
// RUN: polychrome advise %t --trace=%t.trace | FileCheck %s
// CHECK: How many times faster this run would have been on 2, 8 and 64 workers:
// CHECK-NEXT: {{[0-9.]+}}x {{[0-9.]+}}x {{[0-9.]+}}x global z_heavy [long_one]:
// CHECK-NEXT: {{[0-9.]+}}x {{[0-9.]+}}x {{[0-9.]+}}x global a_light [short_one]:
// CHECK-NOT: x  global
//
// RUN: echo '{}' > %t.bad
// RUN: not polychrome advise %t --trace=%t.bad 2>&1 | FileCheck %s --check-prefix=BAD
// RUN: not polychrome advise %t --trace=nowhere 2>&1 | FileCheck %s --check-prefix=NONE
// BAD: {{^}}polychrome: error: {{.*}}.bad:
// NONE: {{^}}polychrome: error: nowhere: cannot be read
#include <polychrome/polychrome.h>

struct conn {
  unsigned long seed;
};
unsigned long z_heavy, a_light;

static unsigned long turned(unsigned long x, int times) {
  for (int i = 0; i < times; ++i)
    x = x * 6364136223846793005ul + 1442695040888963407ul;
  return x;
}

POLYCHROME_HANDLER void long_one(struct conn *c) { z_heavy = turned(c->seed, 200000); }
POLYCHROME_HANDLER void short_one(struct conn *c) { a_light = turned(c->seed, 1000); }

int main(void) {
  struct conn conns[8] = {{1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}};
  for (int i = 0; i < 64; ++i) {
    POLYCHROME_POST(long_one, &conns[i % 8]);
    POLYCHROME_POST(short_one, &conns[i % 8]);
  }
  polychrome_run();
  return 0;
}

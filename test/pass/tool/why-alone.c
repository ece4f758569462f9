// All that makes a handler run alone is listed, the same once; and what would help.
//
// RUN: polychrome-clang -O2 -c %s -o %t.o
// RUN: polychrome why %t.o request | FileCheck %s
//
// CHECK: 0 request runs alone: for 2 reasons
// CHECK: 1. calls audit, of which nothing is known (2 places)
// CHECK-NEXT: at {{.*}}why-alone.c:[[# @LINE + 12]]:3
// CHECK-NEXT: audit(s);
// CHECK-NEXT: ^
// CHECK-NEXT: through helper, called at {{.*}}why-alone.c:[[# @LINE + 14]]:3
// CHECK-NEXT: what would help: compile that function's source with polychrome-clang++
// CHECK: 2. contains inline assembly
// CHECK: what would help: post the part that does this as a handler of its own
#include <polychrome/polychrome.h>
struct session;
void audit(struct session *s);
static void helper(struct session *s) {

  audit(s);
  audit(s);
}

POLYCHROME_HANDLER void request(struct session *s) {
  helper(s);
  __asm__ volatile("nop" ::: "memory");
}

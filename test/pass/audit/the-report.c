// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The report: what ran, what was kept apart for nothing, and by what.
// RUN: polychrome-clang --polychrome=audit -O2 %s -o %t
// RUN: %t 2>&1 | FileCheck %s
// RUN: env POLYCHROME_THREADS=8 %t 2>&1 | FileCheck %s
// CHECK: {{^}}polychrome: audit: units 1 of 1
// CHECK-NEXT: polychrome: audit: invocations 20
// CHECK-NEXT: polychrome: audit: accesses
// CHECK-NEXT: polychrome: audit: kept-apart 190
// CHECK-NEXT: polychrome: audit: met 55
// CHECK-NEXT: polychrome: audit: lost 90
// CHECK-NEXT: polychrome: audit: pair kept-apart 100 met 10 alone 10 sharing-no-key 10 lost 45: even, odd
// CHECK-NEXT: polychrome: audit: pair kept-apart 45 met 0 alone 0 sharing-no-key 0 lost 45: odd, odd
// CHECK-NEXT: polychrome: audit: pair kept-apart 45 met 45 alone 9 sharing-no-key 9 lost 0: even, even
// CHECK-NEXT: polychrome: audit: lost-by 90 global slots
// CHECK-NEXT: polychrome: audit: violations 0
#include <polychrome/polychrome.h>

static long slots[10], total;

POLYCHROME_HANDLER void even(long n) {
  slots[n] += 1;
  total += n;
}
POLYCHROME_HANDLER void odd(long n) { slots[n] += 1; }

int main(void) {
  for (long i = 0; i < 10; ++i) {
    POLYCHROME_POST(even, i);
    POLYCHROME_POST(odd, i);
  }
  return polychrome_run();
}

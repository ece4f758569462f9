// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Who only adds need not be ordered against others who do; who looks at what was there has
// to be, and that effect is not forgotten unnoticed.
// RUN: polychrome-clang++ --polychrome=audit -std=c++20 -O2 %s -o %t
// RUN: %t 2>&1 | FileCheck %s
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=MATRIX
// RUN: %mutants %s %t.d --least 1 -std=c++20
// CHECK: audit: violations 0
// MATRIX: 0 {{ *}}add {{.*}}
// MATRIX: 1 {{ *}}look {{.*}}
#include <atomic>
#include <polychrome/polychrome.hpp>

static polychrome::counter count;
static std::atomic<long> tickets;

POLYCHROME_HANDLER void add(long *) { count.add(); }
POLYCHROME_HANDLER void look(long *mine) { *mine = tickets.fetch_add(1); }

int main() {
  static long mine[4];
  for (int i = 0; i < 8; ++i) {
    polychrome::post(add, &mine[i % 4]);
    polychrome::post(look, &mine[i % 4]);
  }
  return polychrome_run();
}

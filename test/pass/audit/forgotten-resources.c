// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What a model says of something outside memory is noticed too, when it is forgotten.
// RUN: %mutants %s %t --least 1
#include <polychrome/polychrome.h>
#include <stdio.h>
#include <stdlib.h>

struct conn {
  int last;
};
static struct conn table[4];

POLYCHROME_HANDLER void draw(struct conn *c) { c->last = rand(); }
POLYCHROME_HANDLER void say(struct conn *c) { puts("said"); }

int main(void) {
  for (int i = 0; i < 8; ++i) {
    POLYCHROME_POST(draw, &table[i % 4]);
    POLYCHROME_POST(say, &table[i % 4]);
  }
  return polychrome_run();
}

/*===- own_loop_c.c - Handlers in C --------------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// POLYCHROME_POST with up to six arguments of any integer or pointer type.
//
//===----------------------------------------------------------------------===*/

#include <polychrome/polychrome.h>
#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition)                                                                           \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                      \
      _Exit(1);                                                                                    \
    }                                                                                              \
  } while (0)

struct room {
  int visits;
};

POLYCHROME_HANDLER static void none(void) {}

POLYCHROME_HANDLER static void visit(struct room *r, int n) {
  CHECK(n == -3);
  ++r->visits;
}

POLYCHROME_HANDLER static void six(struct room *r, signed char a, short b, int c, long d,
                                   unsigned long long e) {
  CHECK(a == -1 && b == -2 && c == -3 && d == -4 && e == 1ULL << 63);
  ++r->visits;
  POLYCHROME_POST(visit, r, -3);
}

int main(void) {
  struct room one = {0}, two = {0};
  POLYCHROME_POST(none);
  POLYCHROME_POST(visit, &one, -3);
  POLYCHROME_POST(six, &two, (signed char)-1, (short)-2, -3, -4L, 1ULL << 63);
  CHECK(polychrome_run() == 0);
  CHECK(one.visits == 1 && two.visits == 2);
  CHECK(polychrome_run() == 0);
  return 0;
}

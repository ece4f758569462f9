// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What the analysis forgets of globals and of contexts' fields is noticed.
// RUN: %mutants %s %t --least 8
#include <polychrome/polychrome.h>

struct conn {
  long id;
  long pending;
  long deadline;
};

static struct conn table[6];
static long requests;
static long traffic;

POLYCHROME_HANDLER void send(struct conn *c);
POLYCHROME_HANDLER void probe(struct conn *c);

POLYCHROME_HANDLER void receive(struct conn *c) {
  requests = requests * 31 + c->id;
  c->pending += requests;
  c->deadline = requests + 30;
  POLYCHROME_POST(send, c);
  POLYCHROME_POST(probe, c);
}

POLYCHROME_HANDLER void send(struct conn *c) {
  traffic += c->pending;
  c->pending = 0;
}

POLYCHROME_HANDLER void probe(struct conn *c) { c->deadline += 30; }

int main(void) {
  for (int round = 0; round < 3; ++round)
    for (int i = 0; i < 6; ++i)
      POLYCHROME_POST(receive, &table[i]);
  return polychrome_run();
}

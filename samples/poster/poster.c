/*===- poster.c - Four handlers and their conflict matrix ----------*- C -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The smallest server that shows every kind of cell: handlers which share a
// global, which share their connection, both, or nothing. It serves simulated
// connections, so that a run needs no client and its output is the same every
// time: each total below depends on the order in which its writers ran.
//
//===----------------------------------------------------------------------===*/

#include <polychrome/polychrome.h>

#include <stdio.h>

enum { connections = 16, rounds = 2000 };

typedef struct conn {
  unsigned long id; /* set before the loop starts, only read afterwards */
  unsigned long pending;
  unsigned long deadline;
} conn;

static conn table[connections];

static unsigned long requests; /* numbers the requests as they come */
static unsigned long traffic;  /* what was written to the network, in order */
static unsigned long journal;  /* a running hash over the access log */

/* Some work on values alone, as a server's parsing or checksum would be. */
static unsigned long digest(unsigned long seed) {
  for (int i = 0; i < 256; ++i)
    seed = seed * 6364136223846793005ul + 1442695040888963407ul;
  return seed >> 7;
}

POLYCHROME_HANDLER void B(conn *c);
POLYCHROME_HANDLER void C(conn *c);
POLYCHROME_HANDLER void D(conn *c);

/* A request was read: number it, remember what is to be sent and by when. */
POLYCHROME_HANDLER void A(conn *c) {
  requests = requests * 31 + c->id;
  c->pending = digest(requests);
  c->deadline = requests + 30;
  POLYCHROME_POST(B, c);
  POLYCHROME_POST(C, c);
  POLYCHROME_POST(D, c);
}

/* The connection can be written to: send what is pending. */
POLYCHROME_HANDLER void B(conn *c) {
  traffic = digest(traffic + c->pending);
  c->pending = 0;
}

/* A line for the access log. */
POLYCHROME_HANDLER void C(conn *c) { journal = digest(journal + c->id); }

/* The keep-alive timer fired: send a probe, extend the deadline. */
POLYCHROME_HANDLER void D(conn *c) {
  traffic = digest(traffic + c->deadline);
  c->deadline += 30;
}

int main(void) {
  for (unsigned long i = 0; i < connections; ++i)
    table[i].id = i + 1;
  for (int round = 0; round < rounds; ++round)
    for (int i = 0; i < connections; ++i)
      POLYCHROME_POST(A, &table[i]);
  polychrome_run();

  unsigned long deadlines = 0;
  for (int i = 0; i < connections; ++i)
    deadlines = deadlines * 31 + table[i].deadline;
  printf("requests %lx\ntraffic %lx\njournal %lx\ndeadlines %lx\n", requests, traffic, journal,
         deadlines);
  return 0;
}

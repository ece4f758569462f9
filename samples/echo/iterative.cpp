//===- iterative.cpp - One client after the other ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first server of every textbook. Whoever comes second waits until the first
// client has gone.
//
//===----------------------------------------------------------------------===//

#include "listener.hpp"

int main(int argc, char **argv) {
  int listener = open_port(argc, argv);
  for (;;)
    serve(next_client(listener));
}

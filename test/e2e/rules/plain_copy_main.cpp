//===- plain_copy_main.cpp - The linker keeps a plain copy of Asio -------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Then the program runs as its author wrote it, and says so.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

void run_plainly(asio::io_context &io);

int main() {
  asio::io_context io;
  int calls = 0;
  for (int i = 0; i < 100; ++i)
    asio::post(io, [&] { ++calls; });
  run_plainly(io);
  CHECK(calls == 100);
  io.restart();
  asio::post(io, [&] { ++calls; });
  io.run();
  CHECK(calls == 101);
}

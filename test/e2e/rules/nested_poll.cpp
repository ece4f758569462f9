//===- nested_poll.cpp - A handler runs the loop itself --------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What it has posted is there to be run, on its own thread, before it returns.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

int main() {
  asio::io_context io;
  std::atomic<int> nested{0};
  std::atomic<int> parents{0};
  for (int i = 0; i < 20; ++i)
    asio::post(io, [&] {
      bool child = false;
      asio::post(io, [&child, &nested] {
        child = true;
        ++nested;
      });
      while (!child)
        CHECK(io.poll_one() == 1);
      ++parents;
    });
  io.run();
  CHECK(nested == 20);
  CHECK(parents == 20);
}

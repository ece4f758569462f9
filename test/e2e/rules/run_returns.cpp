//===- run_returns.cpp - run returns when all is done, not before ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Its result is the number of handlers, children included, and no handler runs after.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

namespace {

std::atomic<int> calls{0};

void child(asio::io_context &io, int depth) {
  const inside here;
  ++calls;
  work_for(std::chrono::microseconds(30));
  if (depth > 0)
    for (int i = 0; i < 2; ++i)
      asio::post(io, [&io, depth] { child(io, depth - 1); });
}

} // namespace

int main() {
  asio::io_context io;
  for (int round = 1; round <= 20; ++round) {
    for (int i = 0; i < 4; ++i)
      asio::post(io, [&io] { child(io, 3); });
    const std::size_t n = io.run();
    CHECK(inside::now == 0);
    CHECK(n == 60);
    CHECK(calls == 60 * round);
    CHECK(io.stopped());
    CHECK(io.run() == 0);
    io.restart();
  }
}

//===- one_thread_hint.cpp - io_context(1) ---------------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Asio keeps posts on a private queue then; they are run all the same.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

namespace {

std::atomic<int> calls{0};

void step(asio::io_context &io, int left) {
  ++calls;
  work_for(std::chrono::microseconds(20));
  if (left > 0)
    asio::post(io, [&io, left] { step(io, left - 1); });
}

} // namespace

int main() {
  asio::io_context io(1);
  for (int i = 0; i < 4; ++i)
    asio::post(io, [&io] { step(io, 99); });
  CHECK(io.run() == 400);
  CHECK(calls == 400);
}

//===- strand_exceptions.cpp - An exception leaves a strand and run() -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is queued behind the handler that throws still runs, in order.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <stdexcept>
#include <vector>

int main() {
  asio::io_context io;
  const auto strand = asio::make_strand(io);
  std::vector<int> seen;
  for (int n = 0; n < 50; ++n)
    asio::post(strand, [&seen, n] {
      seen.push_back(n);
      if (n % 10 == 0)
        throw std::runtime_error("a handler's");
    });
  int caught = 0;
  for (bool again = true; again;) {
    try {
      io.run();
      again = false;
    } catch (const std::runtime_error &) {
      ++caught;
    }
  }
  CHECK(caught == 5);
  CHECK(seen.size() == 50);
  for (int n = 0; n < 50; ++n)
    CHECK(seen[n] == n);
}

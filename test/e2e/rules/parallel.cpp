//===- parallel.cpp - Handlers run together where the matrix lets them -----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two handlers wait for each other: only possible if leadership moves on while one runs.
// With the other matrices nothing ever runs beside anything.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <latch>

int main() {
  asio::io_context io;
  std::latch both(2);
  for (int i = 0; i < 2; ++i)
    asio::post(io, [&] {
      const inside here;
      if (mode_is("never"))
        both.arrive_and_wait();
    });
  for (int i = 0; i < 100; ++i)
    asio::post(io, [] {
      const inside here;
      work_for(std::chrono::microseconds(50));
    });
  CHECK(io.run() == 102);
  CHECK(inside::now == 0);
  CHECK(mode_is("never") ? inside::most > 1 : mode_is("exact") || inside::most == 1);
}

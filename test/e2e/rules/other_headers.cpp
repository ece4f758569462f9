//===- other_headers.cpp - Another version of the runtime's interface ---------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program that was compiled against other headers than this runtime's runs serially,
// with one line that says so.
//
//===----------------------------------------------------------------------===//

#include <polychrome/loop.h>
// What the glue, which follows, is compiled with.
#define polychrome_loop_version 0

#include "rule.hpp"

#include <thread>

int main() {
  asio::io_context io;
  const auto caller = std::this_thread::get_id();
  int calls = 0;
  for (int i = 0; i < 100; ++i)
    asio::post(io, [&] {
      CHECK(std::this_thread::get_id() == caller);
      ++calls;
    });
  CHECK(io.run() == 100);
  CHECK(calls == 100);
}

//===- unsafe_hint.cpp - A context without locks stays on its thread -------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With one line that says so.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <thread>

int main() {
  asio::io_context io(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE);
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

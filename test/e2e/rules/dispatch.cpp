//===- dispatch.cpp - dispatch runs inline ---------------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// running_in_this_thread is true inside a handler, on whichever thread; dispatch calls
// its function before it returns.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

int main() {
  asio::io_context io;
  std::atomic<int> inline_calls{0};
  CHECK(!io.get_executor().running_in_this_thread());
  for (int i = 0; i < 200; ++i)
    asio::post(io, [&] {
      work_for(std::chrono::microseconds(20));
      CHECK(io.get_executor().running_in_this_thread());
      bool called = false;
      asio::dispatch(io, [&] { called = true; });
      asio::any_io_executor any = io.get_executor();
      asio::dispatch(any, [&] { called = called && true; });
      CHECK(called);
      ++inline_calls;
    });
  CHECK(io.run() == 200);
  CHECK(inline_calls == 200);
}

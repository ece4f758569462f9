//===- two_contexts.cpp - One context's handler waits for the other's ------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two io_contexts, a thread each: as in the plain program, neither holds up the other.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <future>
#include <thread>

int main() {
  asio::io_context one;
  asio::io_context two;
  auto work = asio::make_work_guard(two);
  std::thread other([&] { two.run(); });
  std::atomic<int> calls{0};
  for (int i = 0; i < 50; ++i)
    asio::post(one, [&] {
      std::promise<int> answer;
      asio::post(two, [&] {
        work_for(std::chrono::microseconds(20));
        answer.set_value(42);
      });
      CHECK(answer.get_future().get() == 42);
      ++calls;
    });
  CHECK(one.run() == 50);
  CHECK(calls == 50);
  work.reset();
  other.join();
}

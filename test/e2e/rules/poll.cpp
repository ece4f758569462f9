//===- poll.cpp - poll, poll_one, run_one, run_for -------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// They run handlers on the calling thread, poll_one and run_one exactly one.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <thread>

int main() {
  asio::io_context io;
  int calls = 0;
  const auto caller = std::this_thread::get_id();
  const auto add = [&](int n) {
    for (int i = 0; i < n; ++i)
      asio::post(io, [&] {
        CHECK(std::this_thread::get_id() == caller);
        CHECK(io.get_executor().running_in_this_thread());
        ++calls;
      });
  };
  auto work = asio::make_work_guard(io);
  CHECK(io.poll() == 0);
  add(5);
  CHECK(io.poll_one() == 1);
  CHECK(calls == 1);
  CHECK(io.run_one() == 1);
  CHECK(calls == 2);
  CHECK(io.poll() == 3);
  CHECK(calls == 5);
  CHECK(io.run_one_for(std::chrono::milliseconds(1)) == 0);
  add(3);
  CHECK(io.run_for(std::chrono::milliseconds(5)) == 3);
  CHECK(calls == 8);
  CHECK(!io.stopped());
  work.reset();
  io.poll();
  CHECK(io.stopped());
}

//===- several_threads.cpp - Several threads call run ----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The program is then its author's: two handlers of one io_context may wait for each
// other, also if the first one was running, and had posted the other, when the second
// thread came.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <future>
#include <latch>
#include <thread>

namespace {

void waits_for_what_it_posted() {
  asio::io_context io;
  std::thread second;
  asio::post(io, [&] {
    std::promise<void> done;
    asio::post(io, [&] { done.set_value(); });
    asio::post(io, [] { work_for(std::chrono::microseconds(50)); });
    second = std::thread([&] { io.run(); });
    done.get_future().wait();
  });
  io.run();
  second.join();
}

void meet() {
  asio::io_context io;
  std::latch both(2);
  std::atomic<int> calls{0};
  for (int i = 0; i < 2; ++i)
    asio::post(io, [&] { both.arrive_and_wait(); });
  for (int i = 0; i < 100; ++i)
    asio::post(io, [&] { ++calls; });
  std::thread second([&] { io.run(); });
  io.run();
  second.join();
  CHECK(calls == 100);
}

} // namespace

int main() {
  for (int i = 0; i < 20; ++i) {
    waits_for_what_it_posted();
    meet();
  }
}

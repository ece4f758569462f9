//===- stop.cpp - stop and restart -----------------------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// After stop no later handler starts; run returns when those that run have finished; what
// has not started is kept, in order, for the run after restart.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <mutex>
#include <thread>
#include <vector>

namespace {

std::mutex mutex;
std::vector<int> order;

void stopped_by_a_handler() {
  asio::io_context io;
  std::atomic<bool> stopped{false};
  for (int i = 0; i < 100; ++i)
    asio::post(io, [&, i] {
      const inside here;
      CHECK(!stopped || mode_is("never"));
      {
        const std::lock_guard lock(mutex);
        order.push_back(i);
      }
      work_for(std::chrono::microseconds(20));
      if (i == 50) {
        io.stop();
        stopped = true;
      }
    });
  const std::size_t first = io.run();
  CHECK(inside::now == 0);
  CHECK(first == order.size());
  CHECK(mode_is("never") || first == 51);
  CHECK(io.run() == 0);
  io.restart();
  stopped = false;
  CHECK(io.run() == 100 - first);
  CHECK(order.size() == 100);
  if (!mode_is("never"))
    for (int i = 0; i < 100; ++i)
      CHECK(order[i] == i);
}

void stopped_by_another_thread() {
  asio::io_context io;
  auto work = asio::make_work_guard(io);
  std::atomic<int> calls{0};
  for (int i = 0; i < 50; ++i)
    asio::post(io, [&] { ++calls; });
  std::thread other([&] {
    while (calls < 50)
      std::this_thread::yield();
    io.stop();
  });
  io.run();
  other.join();
  CHECK(calls == 50);
}

} // namespace

int main() {
  stopped_by_a_handler();
  for (int i = 0; i < 50; ++i)
    stopped_by_another_thread();
}

//===- posted_work.cpp - What has been posted keeps run() going ------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nothing but posts is outstanding here: run() returns when the last has run, not earlier and
// not never, also if the handlers that posted them throw.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <deque>
#include <stdexcept>

namespace {

constexpr int chains = 8, length = 200;

struct chain {
  asio::io_context &io;
  std::atomic<int> calls{0};
  std::atomic<int> children{0};

  explicit chain(asio::io_context &io) : io(io) {}

  void step() {
    work_for(std::chrono::microseconds(calls % 7));
    const int call = ++calls;
    asio::post(io, [this] { ++children; });
    if (call < length)
      asio::post(io, [this] { step(); });
    if (call % 50 == 49)
      throw std::runtime_error("thrown");
  }
};

void check(int threads_of_work) {
  asio::io_context io;
  std::deque<chain> all;
  for (int n = 0; n < threads_of_work; ++n) {
    all.emplace_back(io);
    asio::post(io, [&c = all.back()] { c.step(); });
  }
  int thrown = 0;
  for (bool again = true; again;)
    try {
      io.run();
      again = false;
    } catch (const std::runtime_error &) {
      ++thrown;
    }
  CHECK(io.stopped());
  CHECK(thrown == threads_of_work * length / 50);
  for (const chain &c : all) {
    CHECK(c.calls == length);
    CHECK(c.children == length);
  }
}

} // namespace

int main() {
  check(1);
  check(chains);
}

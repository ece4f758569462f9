//===- fan_out.cpp - Many posts at once, while events are waited for -------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// More than may skip the queue enter it, and nothing but these posts would ever wake the
// thread that waits for events.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

namespace {

constexpr int roots = 2, leaves = 100, rounds = 300;

struct fan {
  asio::io_context io;
  asio::steady_timer keeps_running{io, std::chrono::hours(1)};
  std::atomic<int> left{0};
  std::atomic<int> round{0};

  void root() {
    work_for(std::chrono::microseconds(30));
    for (int n = 0; n < leaves; ++n)
      asio::post(io, [this] { leaf(); });
  }
  void leaf() {
    work_for(std::chrono::microseconds(1));
    if (--left != 0)
      return;
    if (++round == rounds)
      keeps_running.cancel();
    else
      start();
  }
  void start() {
    left = roots * leaves;
    for (int n = 0; n < roots; ++n)
      asio::post(io, [this] { root(); });
  }
};

} // namespace

int main() {
  fan f;
  f.keeps_running.async_wait([](boost::system::error_code) {});
  f.start();
  CHECK(f.io.run() == rounds * roots * (leaves + 1) + 1);
}

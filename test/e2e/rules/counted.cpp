//===- counted.cpp - What has run is what is counted --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Short handlers run several at a time without asking the runtime, which the reactor's turn
// cuts short.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

namespace {

struct ticker {
  explicit ticker(asio::io_context &io) : io(io), timer(io) {}

  void turn() {
    ++calls;
    for (int n = 0; n < 40; ++n)
      asio::post(io, [this] { ++calls; });
    if (++turns == 1000)
      return;
    timer.expires_after(std::chrono::microseconds(1));
    timer.async_wait([this](boost::system::error_code) { turn(); });
  }

  asio::io_context &io;
  asio::steady_timer timer;
  long calls = 0;
  int turns = 0;
};

} // namespace

int main() {
  asio::io_context io;
  ticker t(io);
  asio::post(io, [&t] { t.turn(); });
  CHECK(io.run() == 41000);
  CHECK(t.calls == 41000);
}

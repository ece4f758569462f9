//===- signals.cpp - signal_set --------------------------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A signal reaches the loop, whatever its threads are doing.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <signal.h>
#include <unistd.h>

int main() {
  asio::io_context io;
  asio::signal_set signals(io, SIGUSR1);
  std::atomic<int> calls{0};
  signals.async_wait([&](boost::system::error_code ec, int number) {
    CHECK(!ec);
    CHECK(number == SIGUSR1);
    ++calls;
  });
  for (int i = 0; i < 50; ++i)
    asio::post(io, [i] {
      work_for(std::chrono::microseconds(20));
      if (i == 25)
        kill(getpid(), SIGUSR1);
    });
  io.run();
  CHECK(calls == 1);
}

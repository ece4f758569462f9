//===- foreign_post.cpp - Posts from other threads wake the loop -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether it waits for events or for posts, and while all that it has to do is to wait.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <future>
#include <thread>

int main() {
  asio::io_context io;
  auto work = asio::make_work_guard(io);
  asio::steady_timer far_off(io, std::chrono::hours(1)); // Brings the reactor in.
  far_off.async_wait([](boost::system::error_code) {});
  std::thread other([&] {
    for (int i = 0; i < 300; ++i) {
      std::promise<void> done;
      asio::post(io, [&] {
        if (i % 3 == 0)
          work_for(std::chrono::microseconds(30));
        done.set_value();
      });
      done.get_future().wait(); // The loop is idle again.
    }
    asio::post(io, [&] {
      far_off.cancel();
      work.reset();
    });
  });
  io.run();
  other.join();
}

//===- cancellation.cpp - Every operation completes once -------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Cancelled or not, timers and reads call their handlers exactly once, with the right
// error, and not before the canceller has returned.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <deque>
#include <memory>

using asio::local::stream_protocol;

namespace {

void timers() {
  asio::io_context io;
  std::deque<asio::steady_timer> all;
  std::atomic<int> aborted{0};
  std::atomic<int> expired{0};
  for (int i = 0; i < 200; ++i) {
    all.emplace_back(io, std::chrono::hours(i % 2 ? 1 : 0));
    all.back().async_wait([&](boost::system::error_code ec) {
      ++(ec == asio::error::operation_aborted ? aborted : expired);
      work_for(std::chrono::microseconds(15));
    });
  }
  for (int i = 1; i < 200; i += 2)
    asio::post(io, [&all, i] {
      work_for(std::chrono::microseconds(15));
      all[i].cancel();
    });
  io.run();
  CHECK(expired == 100);
  CHECK(aborted == 100);
}

void reads() {
  asio::io_context io;
  std::deque<stream_protocol::socket> near;
  std::deque<stream_protocol::socket> far;
  std::deque<std::atomic<bool>> cancelled(100);
  std::atomic<int> aborted{0};
  char byte[100];
  for (int i = 0; i < 100; ++i) {
    near.emplace_back(io);
    far.emplace_back(io);
    asio::local::connect_pair(near[i], far[i]);
    near[i].async_read_some(asio::buffer(byte + i, 1),
                            [&, i](boost::system::error_code ec, std::size_t) {
                              CHECK(ec == asio::error::operation_aborted);
                              CHECK(cancelled[i]);
                              ++aborted;
                            });
    asio::post(io, [&, i] {
      near[i].cancel();
      work_for(std::chrono::microseconds(30));
      cancelled[i] = true;
    });
  }
  io.run();
  CHECK(aborted == 100);
}

} // namespace

int main() {
  timers();
  reads();
}

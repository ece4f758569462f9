//===- early_io.cpp - A child does not start before its parent has returned ------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Also if the data of the read that the parent starts are there at once and another
// thread finds them.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <deque>
#include <memory>

using asio::local::stream_protocol;

namespace {

struct pair_of_sockets {
  stream_protocol::socket near;
  stream_protocol::socket far;
  asio::steady_timer timer;
  char byte = 0;
  int left = 50;
  std::atomic<bool> parent_inside{false};
  explicit pair_of_sockets(asio::io_context &io) : near(io), far(io), timer(io) {
    asio::local::connect_pair(near, far);
  }

  void start() {
    parent_inside = true;
    // Not speculative: the data only come when the read waits in the reactor.
    near.async_read_some(asio::buffer(&byte, 1), [this](boost::system::error_code ec, std::size_t) {
      CHECK(!ec);
      CHECK(!parent_inside);
      if (--left > 0)
        start();
    });
    asio::write(far, asio::buffer("x", 1));
    timer.expires_after(std::chrono::seconds(0));
    timer.async_wait([this](boost::system::error_code) { CHECK(!parent_inside || left > 0); });
    work_for(std::chrono::microseconds(100));
    parent_inside = false;
  }
};

} // namespace

int main() {
  asio::io_context io;
  std::deque<pair_of_sockets> all;
  for (int i = 0; i < 4; ++i)
    all.emplace_back(io);
  for (pair_of_sockets &l : all)
    asio::post(io, [&l] { l.start(); });
  io.run();
  for (const pair_of_sockets &l : all)
    CHECK(l.left == 0);
}

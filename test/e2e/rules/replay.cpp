//===- replay.cpp - A program whose order is chance ---------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Timers that expire after a time of chance, whose handlers change one global in an order
// that matters, and what they post does too. Prints what came of it. With an argument, a
// handler does so, and crashes.
//
//===----------------------------------------------------------------------===//

#include <boost/asio.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <random>

namespace asio = boost::asio;

namespace {

std::uint64_t total = 1;

void add(std::uint64_t n) { total = total * 6364136223846793005u + n; }

struct source {
  source(asio::io_context &c, std::uint64_t n, unsigned us)
      : io(c), timer(c, std::chrono::microseconds(us)), number(n) {}

  void start() {
    timer.async_wait([this](const boost::system::error_code &) {
      for (int i = 0; i < 2000; ++i)
        state = state * 31 + number;
      asio::post(io, [this] { add(state); });
      asio::post(io, [this] { state *= 7; });
      add(number);
    });
  }

  asio::io_context &io;
  asio::steady_timer timer;
  std::uint64_t number;
  std::uint64_t state = 1;
};

} // namespace

int main(int argc, char **) {
  asio::io_context io;
  std::mt19937 random(std::random_device{}());
  std::deque<source> all;
  for (std::uint64_t n = 0; n < 200; ++n)
    all.emplace_back(io, n, random() % 20000).start();
  io.run();
  for (const source &s : all)
    add(s.state);
  const auto print = [] { std::printf("%llx\n", static_cast<unsigned long long>(total)); };
  if (argc > 1) {
    asio::post(io, [&] {
      print();
      std::fflush(stdout);
      std::abort();
    });
    io.restart();
    io.run();
  }
  print();
}

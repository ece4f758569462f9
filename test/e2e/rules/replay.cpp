//===- replay.cpp - A program whose order is chance ---------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Timers that expire after a time of chance, whose handlers change one global in an order
// that matters, and what they post does too. Prints what came of it, the last of it while static
// objects are destroyed. With "crash", a handler does so, and crashes; with "fork", the first
// handler forks, and the child goes on for so long that a journal of its own would show; with
// "less", "more" or "none" there are fewer timers, more or none; with "stop", one more stops the
// loop before all have expired.
//
//===----------------------------------------------------------------------===//

#include <boost/asio.hpp>

#include <cstdint>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <random>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

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

/// Through a buffer that stdio does not have.
void print() { std::cout << std::hex << total << '\n'; }

struct last_words {
  ~last_words() { std::cout << "over\n"; }
} const at_the_end;

std::uint64_t timers(const std::string &mode) {
  return mode == "none" ? 0 : mode == "less" ? 100 : mode == "more" ? 300 : 200;
}

/// Returns the child's id; the child does not return.
pid_t fork_in_handler(asio::io_context &io) {
  pid_t child = -1;
  asio::post(io, [&] {
    child = fork();
    for (int n = 0; n < 10000; ++n)
      asio::post(io, [] { add(1); });
  });
  io.run();
  if (child == 0)
    std::_Exit(0);
  io.restart();
  return child;
}

} // namespace

int main(int argc, char **argv) {
  std::ios::sync_with_stdio(false);
  const std::string mode = argc > 1 ? argv[1] : "";
  asio::io_context io;
  const pid_t child = mode == "fork" ? fork_in_handler(io) : 0;
  std::mt19937 random(std::random_device{}());
  std::deque<source> all;
  for (std::uint64_t n = 0; n < timers(mode); ++n)
    all.emplace_back(io, n, random() % 20000).start();
  asio::steady_timer end(io, std::chrono::milliseconds(10));
  if (mode == "stop")
    end.async_wait([&io](const boost::system::error_code &) { io.stop(); });
  io.run();
  for (const source &s : all)
    add(s.state);
  if (child > 0)
    waitpid(child, nullptr, 0);
  if (mode == "crash") {
    asio::post(io, [] {
      print();
      std::cout.flush();
      std::abort();
    });
    io.restart();
    io.run();
  }
  print();
}

//===- handlers.cpp - Many small handlers, nothing else ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An Asio program whose handlers compute for a few microseconds on state of their
// own and post themselves again: no system calls to hide what dispatch costs. The
// same source is compiled plainly and with Polychrome.
//
//   handlers calibrate NANOSECONDS     prints the rounds of work that take so long
//   handlers run HANDLERS ROUNDS       prints the seconds, then a checksum
//
//===----------------------------------------------------------------------===//

#include <boost/asio.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

using clock_type = std::chrono::steady_clock;

static double seconds_since(clock_type::time_point begin) {
  return std::chrono::duration<double>(clock_type::now() - begin).count();
}

static std::uint64_t work(std::uint64_t state, long rounds) {
  for (long i = 0; i < rounds; ++i) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
  }
  return state;
}

class actor {
public:
  actor(boost::asio::io_context &io, std::uint64_t state, long handlers, long rounds)
      : io_(io), state_(state), left_(handlers), rounds_(rounds) {}

  void go_on() {
    boost::asio::post(io_, [this] {
      state_ = work(state_, rounds_);
      if (--left_ > 0)
        go_on();
    });
  }

  std::uint64_t state() const { return state_; }

private:
  boost::asio::io_context &io_;
  std::uint64_t state_;
  long left_;
  long rounds_;
};

/// The fastest of several trials: the others were disturbed.
static int calibrate(double nanoseconds) {
  constexpr long rounds = 4'000'000;
  double best = std::numeric_limits<double>::max();
  std::uint64_t state = 1;
  for (int trial = 0; trial < 9; ++trial) {
    auto begin = clock_type::now();
    state = work(state, rounds);
    best = std::min(best, seconds_since(begin));
  }
  std::printf("%ld\n", static_cast<long>(nanoseconds * 1e-9 / best * rounds));
  return state == 0;
}

static int run(long handlers, long rounds) {
  constexpr std::uint64_t actors = 64;
  boost::asio::io_context io;
  std::vector<actor> all;
  for (std::uint64_t i = 0; i < actors; ++i)
    all.emplace_back(io, i + 1, handlers / static_cast<long>(actors), rounds);
  for (actor &a : all)
    a.go_on();
  auto begin = clock_type::now();
  io.run();
  double seconds = seconds_since(begin);
  std::uint64_t sum = 0;
  for (actor &a : all)
    sum = sum * 31 + a.state();
  std::printf("%.6f %llx\n", seconds, static_cast<unsigned long long>(sum));
  return 0;
}

int main(int argc, char **argv) {
  std::string what = argc > 1 ? argv[1] : "";
  if (what == "calibrate" && argc == 3)
    return calibrate(std::atof(argv[2]));
  if (what == "run" && argc == 4)
    return run(std::atol(argv[2]), std::atol(argv[3]));
  std::fprintf(stderr, "usage: %s calibrate NANOSECONDS | run HANDLERS ROUNDS\n", argv[0]);
  return 2;
}

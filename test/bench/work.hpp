//===- work.hpp - What the measured handlers do -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two kinds of work that take as long as one asks for: computing in registers, and
// walking a table. Rounds stand for time: `calibrate` says how many take how long on
// this machine, and every program of a comparison is then given the same number.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_BENCH_WORK_HPP
#define POLYCHROME_BENCH_WORK_HPP

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace bench {

using bench_clock = std::chrono::steady_clock;

inline double seconds_since(bench_clock::time_point begin) {
  return std::chrono::duration<double>(bench_clock::now() - begin).count();
}

inline std::uint64_t mixed(std::uint64_t state) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

inline std::uint64_t compute(std::uint64_t state, long rounds) {
  for (long i = 0; i < rounds; ++i)
    state = mixed(state);
  return state;
}

/// State that handlers share.
struct table {
  static constexpr std::size_t size = 512;
  std::uint64_t words[size] = {};
};

inline std::uint64_t walk(const table &t, std::uint64_t state, long rounds) {
  for (long i = 0; i < rounds; ++i)
    state = mixed(state + t.words[state % table::size]);
  return state;
}

/// The fastest of several trials, since the others were disturbed: rounds in `ns`.
template <typename Work> long calibrate(double ns, Work work) {
  constexpr long rounds = 1'000'000;
  double best = std::numeric_limits<double>::max();
  volatile std::uint64_t state = 1;
  for (int trial = 0; trial < 15; ++trial) {
    const auto begin = bench_clock::now();
    state = work(state, rounds);
    best = std::min(best, seconds_since(begin));
  }
  return static_cast<long>(ns * 1e-9 / best * rounds);
}

/// A command line `CASE name=value...`.
class arguments {
public:
  arguments(int argc, char **argv) : what_(argc > 1 ? argv[1] : "") {
    for (int i = 2; i < argc; ++i) {
      const std::string word = argv[i];
      const std::size_t equals = word.find('=');
      if (equals == std::string::npos)
        fail(word + ": say name=value");
      values_[word.substr(0, equals)] = std::atof(word.c_str() + equals + 1);
    }
  }

  const std::string &what() const { return what_; }
  double number(const std::string &name) const {
    const auto found = values_.find(name);
    if (found == values_.end())
      fail(what_ + ": needs " + name + "=");
    return found->second;
  }
  long count(const std::string &name) const { return static_cast<long>(number(name)); }
  long count(const std::string &name, long otherwise) const {
    return values_.contains(name) ? count(name) : otherwise;
  }

  /// The same with the values of some names divided.
  arguments divided(const std::vector<std::string> &names, long by) const {
    arguments part = *this;
    for (const std::string &name : names)
      if (const auto found = part.values_.find(name); found != part.values_.end())
        found->second = std::floor(found->second / static_cast<double>(by));
    return part;
  }

  [[noreturn]] static void fail(const std::string &error) {
    std::fprintf(stderr, "%s\n", error.c_str());
    std::exit(2);
  }

private:
  std::string what_;
  std::map<std::string, double> values_;
};

/// What a measured program prints: one figure, and what has to be the same in all of a
/// comparison.
struct result {
  double figure;
  std::uint64_t checksum;

  void print() const {
    std::printf("%.9f %llx\n", figure, static_cast<unsigned long long>(checksum));
  }
};

} // namespace bench

#endif // POLYCHROME_BENCH_WORK_HPP

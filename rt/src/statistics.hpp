//===- statistics.hpp - What a run did ----------------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Counters that any thread adds to, and the summary that POLYCHROME_STATS=1 prints:
// one `polychrome: <what> <number> [<name>]` a line. The summary is also printed when a signal
// ends the process, as it ends most servers: so writing it allocates nothing and takes
// no lock.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_STATISTICS_HPP
#define POLYCHROME_STATISTICS_HPP

#include "rt/src/dispatch.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

namespace polychrome {

/// What is known of a row's invocations.
struct alignas(64) row_record {
  /// A moving average of their run time; 0 before the first.
  std::atomic<std::uint32_t> nanoseconds{0};
  /// How many invocations were found to wait for one of this row.
  std::atomic<std::uint64_t> waited_for{0};

  void ran(std::uint64_t ns);
  /// By more than a factor of two.
  bool differs(std::uint64_t ns) const {
    const std::uint64_t usual = nanoseconds.load(std::memory_order_relaxed);
    return ns > 2 * usual || 2 * ns < usual;
  }
};

struct statistics {
  explicit statistics(std::size_t num_rows) : rows(num_rows) {}

  /// What changes with every invocation: threads count apart.
  struct alignas(64) counters {
    std::atomic<std::uint64_t> invocations{0};
    std::atomic<std::uint64_t> parallel{0}; ///< another one ran at the same time
  };
  static constexpr std::size_t num_counters = 16;
  std::array<counters, num_counters> by_thread;
  counters &of(std::uint32_t thread) { return by_thread[thread % num_counters]; }
  std::uint64_t sum(std::atomic<std::uint64_t> counters::*what) const {
    std::uint64_t total = 0;
    for (const counters &c : by_thread)
      total += (c.*what).load(std::memory_order_relaxed);
    return total;
  }

  std::atomic<std::uint64_t> waited{0};
  std::atomic<std::uint64_t> exclusive{0};
  std::atomic<std::uint64_t> without_row{0};
  std::vector<row_record> rows;

  /// Async-signal-safe.
  void print(int fd, unsigned threads, const dispatch_table &table) const;
};

} // namespace polychrome

#endif // POLYCHROME_STATISTICS_HPP

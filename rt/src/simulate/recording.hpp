//===- simulate/recording.hpp - A trace file read back ----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What POLYCHROME_TRACE wrote, as far as a schedule depends on it: invocations in the
// order of their tickets, what each cost, claimed and created, and which rows conflict.
// The file is taken for what it says; it is checked only so far that no index is wrong.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_SIMULATE_RECORDING_HPP
#define POLYCHROME_SIMULATE_RECORDING_HPP

#include "rt/src/admission.hpp"

#include <cstdint>
#include <istream>
#include <stdexcept>
#include <string>
#include <vector>

namespace polychrome::simulate {

/// What is wrong with a file, without its name.
struct bad_trace : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct recording {
  struct row {
    std::string name;
    bool main = false; ///< only on the thread inside run()
    std::vector<bool> never;
    std::vector<bool> context;
  };

  /// Times in nanoseconds.
  struct invocation {
    std::uint32_t domain = 0;
    std::uint32_t thread = 0;
    std::uint32_t row = 0;
    std::uint64_t ticket = 0;
    std::uint64_t stamped = 0;
    std::uint64_t started = 0;
    std::uint64_t cost = 0;
    std::uint64_t operation = 0;
    std::vector<std::uint64_t> created;
    std::vector<claimed_range> claims;
    std::vector<std::uint64_t> waited_for; ///< tickets of its domain, when it was stamped
  };

  std::vector<row> rows;
  /// By domain and ticket.
  std::vector<invocation> invocations;
  std::uint64_t dropped = 0;

  std::uint64_t work() const;
  /// From the first beginning to the last end.
  std::uint64_t elapsed() const;
  /// Threads that ran an invocation.
  unsigned threads() const;
  /// The median time between two invocations of one thread.
  std::uint64_t gap() const;
};

/// Of at least one; reorders them.
std::uint64_t median(std::vector<std::uint64_t> &of);

/// Throws bad_trace.
recording read_recording(std::istream &in);

} // namespace polychrome::simulate

#endif // POLYCHROME_SIMULATE_RECORDING_HPP

//===- simulate/scheduling_cost.hpp - What is not handlers ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the runtime itself needs for an invocation, as a recording shows it.
//
// Stamping is done by one thread at a time, ahead of what it stamps, so a thread that would
// wait anyway may do it for nothing, and no number of workers does it faster. It shows where a
// batch was stamped: the mean time between two tickets in a row of which the first had not
// started when the second came, while there was room for more.
// With one worker nothing is stamped ahead, and a recording of one does not show it: then it is
// taken to be what it is on the machines that Polychrome is measured on.
//
// Starting is what a thread needs between the end of one invocation and the beginning of the
// next one, if that could have started: the median, since a thread that sleeps is not busy.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_SIMULATE_SCHEDULING_COST_HPP
#define POLYCHROME_SIMULATE_SCHEDULING_COST_HPP

#include "rt/src/simulate/recording.hpp"

#include <cstdint>

namespace polychrome::simulate {

/// Nanoseconds for each invocation.
struct scheduling_cost {
  std::uint64_t stamping = 0; ///< with two workers or more
  std::uint64_t starting = 0;
};

scheduling_cost measure(const recording &of);

} // namespace polychrome::simulate

#endif // POLYCHROME_SIMULATE_SCHEDULING_COST_HPP

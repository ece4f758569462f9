//===- simulate/side_by_side.hpp - What running together costs --*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two invocations that run at the same time share caches, memory and often a core, and
// each takes longer than it would alone. A recording of several threads shows how much:
// for each row, the median cost of those that ran beside another one, against that of
// those that did not. One number for all rows, weighted by time; 1 if the recording cannot
// tell, as one of a single thread never can.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_SIMULATE_SIDE_BY_SIDE_HPP
#define POLYCHROME_SIMULATE_SIDE_BY_SIDE_HPP

#include "rt/src/simulate/recording.hpp"

#include <cstdint>
#include <vector>

namespace polychrome::simulate {

struct side_by_side {
  double slowdown = 1;      ///< at least 1
  std::vector<bool> beside; ///< by invocation: did it run beside another one for half its time?

  /// What an invocation would have cost alone.
  std::uint64_t alone(const recording &of, std::size_t invocation) const;
};

side_by_side compare(const recording &of);

} // namespace polychrome::simulate

#endif // POLYCHROME_SIMULATE_SIDE_BY_SIDE_HPP

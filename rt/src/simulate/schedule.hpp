//===- simulate/schedule.hpp - A graph on so many workers -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Greedy scheduling in virtual time: whenever a worker is free it takes, of the
// invocations that wait for nothing, the one that was stamped first. Of those that need the main
// thread of their domain one runs at a time; which worker that is does not matter here. So it is
// with what a domain's lock is needed for; a stamping comes before later invocations and after
// earlier ones.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_SIMULATE_SCHEDULE_HPP
#define POLYCHROME_SIMULATE_SCHEDULE_HPP

#include "rt/src/simulate/task_graph.hpp"

#include <cstdint>
#include <vector>

namespace polychrome::simulate {

/// When the last invocation ends, if the first starts at 0. `workers` is at least 1. One
/// that starts while others run takes `slowdown` times as long, and each stamping `stamping`.
std::uint64_t makespan(const task_graph &graph, unsigned workers, double slowdown = 1,
                       std::uint64_t stamping = 0);

/// The longest chain of dependencies: the time with any number of workers.
struct critical_path {
  std::uint64_t length = 0;
  std::vector<std::uint32_t> invocations; ///< of the recording, first to last
};
critical_path longest_path(const task_graph &graph);

} // namespace polychrome::simulate

#endif // POLYCHROME_SIMULATE_SCHEDULE_HPP

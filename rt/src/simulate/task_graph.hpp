//===- simulate/task_graph.hpp - What has to wait for what ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A recording as a directed acyclic graph. An invocation depends on its parent, which
// created its operation, and on every earlier one of its domain that it conflicts with, by
// rows and claims as admission compares them; not only on those that it happened to
// meet when it was recorded.
//
// Each invocation also depends on its stamping, a node of its own that its parent precedes, and
// on being started, one that all precedes. Of these nodes, one of a domain runs at a time, on any
// worker: they are what the domain's lock is needed for.
//
// "All so far that ..." is one node, a join of no cost, so that the graph grows with the
// recording and not with its square. Nodes are numbered in a topological order.
//
// What a handler waits for outside (a client, a timer) is not in it: an operation is
// there as soon as its parent has ended, and one without a parent from the beginning.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_SIMULATE_TASK_GRAPH_HPP
#define POLYCHROME_SIMULATE_TASK_GRAPH_HPP

#include "rt/src/simulate/side_by_side.hpp"

#include <cstdint>
#include <vector>

namespace polychrome::simulate {

struct task_graph {
  static constexpr std::uint32_t none = ~std::uint32_t(0);

  struct node {
    std::uint64_t cost = 0;
    std::uint32_t invocation = none; ///< in the recording; none: a join, a stamping or a start
    std::uint32_t pinned_to = none;  ///< the domain whose main thread has to run it
    std::uint32_t locks = none;      ///< the domain, if it is a stamping or a start
    std::uint32_t waits_for = 0;     ///< how many
    std::vector<std::uint32_t> successors;
  };

  std::vector<node> nodes;
};

/// Costs are those of invocations alone, and `starting` of a start; a stamping has none here.
task_graph dependencies(const recording &of, const side_by_side &together,
                        std::uint64_t starting = 0);

} // namespace polychrome::simulate

#endif // POLYCHROME_SIMULATE_TASK_GRAPH_HPP

//===- simulate/schedule.cpp - A graph on so many workers -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/simulate/schedule.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <queue>

namespace polychrome::simulate {

namespace {

template <typename T>
using smallest_first = std::priority_queue<T, std::vector<T>, std::greater<T>>;

class simulation {
public:
  simulation(const task_graph &graph, unsigned workers, double slowdown, std::uint64_t stamping)
      : graph_(graph), slowdown_(slowdown), stamping_(stamping), free_(workers) {
    unmet_.reserve(graph.nodes.size());
    for (const task_graph::node &n : graph.nodes)
      unmet_.push_back(n.waits_for);
  }

  std::uint64_t run() {
    for (std::uint32_t n = 0; n < graph_.nodes.size(); ++n)
      if (graph_.nodes[n].waits_for == 0)
        is_ready(n);
    start();
    while (!running_.empty()) {
      now_ = running_.top().first;
      while (!running_.empty() && running_.top().first == now_) {
        const std::uint32_t done = running_.top().second;
        running_.pop();
        end(done);
      }
      start();
    }
    return now_;
  }

private:
  /// What one node at a time may have.
  struct turn {
    bool taken = false;
    smallest_first<std::uint32_t> waiting;
  };

  /// The turn that a node needs, or null.
  turn *needed(std::uint32_t n) {
    const task_graph::node &node = graph_.nodes[n];
    if (node.pinned_to != task_graph::none)
      return &mains_[node.pinned_to];
    return node.locks != task_graph::none ? &locks_[node.locks] : nullptr;
  }

  bool takes_time(std::uint32_t n) const {
    const task_graph::node &node = graph_.nodes[n];
    return node.invocation != task_graph::none ||
           (node.locks != task_graph::none && (node.cost != 0 || stamping_ != 0));
  }

  /// Nodes are numbered in the order of stamping.
  void is_ready(std::uint32_t n) {
    if (takes_time(n))
      ready_.push(n);
    else
      release_successors(n);
  }

  void start() {
    while (free_ != 0 && !ready_.empty()) {
      const std::uint32_t n = ready_.top();
      ready_.pop();
      if (turn *const t = needed(n)) {
        if (t->taken) {
          t->waiting.push(n);
          continue;
        }
        t->taken = true;
      }
      --free_;
      running_.emplace(now_ + cost(n), n);
    }
  }

  /// That others start while it runs is not looked at: as many start beside it as it
  /// has started beside.
  std::uint64_t cost(std::uint32_t n) const {
    if (graph_.nodes[n].invocation == task_graph::none)
      return graph_.nodes[n].cost != 0 ? graph_.nodes[n].cost : stamping_;
    const std::uint64_t alone = graph_.nodes[n].cost;
    const bool beside = !running_.empty() || (free_ != 0 && !ready_.empty());
    return beside ? static_cast<std::uint64_t>(static_cast<double>(alone) * slowdown_) : alone;
  }

  void end(std::uint32_t n) {
    ++free_;
    if (turn *const t = needed(n)) {
      t->taken = false;
      if (!t->waiting.empty()) {
        ready_.push(t->waiting.top());
        t->waiting.pop();
      }
    }
    release_successors(n);
  }

  void release_successors(std::uint32_t first) {
    std::vector<std::uint32_t> over{first};
    while (!over.empty()) {
      const std::uint32_t n = over.back();
      over.pop_back();
      for (const std::uint32_t s : graph_.nodes[n].successors)
        if (--unmet_[s] == 0) {
          if (takes_time(s))
            ready_.push(s);
          else
            over.push_back(s);
        }
    }
  }

  const task_graph &graph_;
  const double slowdown_;
  const std::uint64_t stamping_;
  unsigned free_;
  std::uint64_t now_ = 0;
  std::vector<std::uint32_t> unmet_;
  smallest_first<std::uint32_t> ready_;
  smallest_first<std::pair<std::uint64_t, std::uint32_t>> running_; ///< by end
  std::map<std::uint32_t, turn> mains_;                             ///< by domain
  std::map<std::uint32_t, turn> locks_;
};

} // namespace

std::uint64_t makespan(const task_graph &graph, unsigned workers, double slowdown,
                       std::uint64_t stamping) {
  return simulation(graph, workers, slowdown, stamping).run();
}

critical_path longest_path(const task_graph &graph) {
  std::vector<std::uint64_t> ends(graph.nodes.size());
  std::vector<std::uint32_t> before(graph.nodes.size(), task_graph::none);
  std::uint32_t last = task_graph::none;
  for (std::uint32_t n = 0; n < graph.nodes.size(); ++n) {
    ends[n] += graph.nodes[n].cost; // Until now: the latest end of what it waits for.
    if (last == task_graph::none || ends[n] > ends[last])
      last = n;
    for (const std::uint32_t s : graph.nodes[n].successors)
      if (before[s] == task_graph::none || ends[n] > ends[s]) {
        ends[s] = ends[n];
        before[s] = n;
      }
  }
  critical_path path;
  if (last != task_graph::none)
    path.length = ends[last];
  for (std::uint32_t n = last; n != task_graph::none; n = before[n])
    if (graph.nodes[n].invocation != task_graph::none)
      path.invocations.push_back(graph.nodes[n].invocation);
  std::reverse(path.invocations.begin(), path.invocations.end());
  return path;
}

} // namespace polychrome::simulate

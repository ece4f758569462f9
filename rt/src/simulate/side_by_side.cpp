//===- simulate/side_by_side.cpp - What running together costs ------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/simulate/side_by_side.hpp"

#include <algorithm>
#include <utility>

namespace polychrome::simulate {

namespace {

/// A row with fewer of a kind says nothing.
constexpr std::size_t enough = 16;

/// For how long two or more had run, at each moment when one began or ended.
class shared_time {
public:
  explicit shared_time(const recording &of) {
    std::vector<std::pair<std::uint64_t, int>> events;
    for (const recording::invocation &i : of.invocations) {
      events.emplace_back(i.started, 1);
      events.emplace_back(i.started + i.cost, -1);
    }
    std::sort(events.begin(), events.end());
    int running = 0;
    std::uint64_t shared = 0;
    std::uint64_t before = 0;
    for (const auto &[at, change] : events) {
      if (running > 1)
        shared += at - before;
      running += change;
      before = at;
      moments_.emplace_back(at, shared);
    }
  }

  std::uint64_t until(std::uint64_t at) const {
    return std::lower_bound(moments_.begin(), moments_.end(), std::pair(at, std::uint64_t(0)))
        ->second;
  }

private:
  std::vector<std::pair<std::uint64_t, std::uint64_t>> moments_;
};

} // namespace

std::uint64_t side_by_side::alone(const recording &of, std::size_t invocation) const {
  const std::uint64_t cost = of.invocations[invocation].cost;
  return beside[invocation] ? static_cast<std::uint64_t>(static_cast<double>(cost) / slowdown)
                            : cost;
}

side_by_side compare(const recording &of) {
  side_by_side found;
  const shared_time shared(of);
  std::vector<std::vector<std::uint64_t>> costs[2];
  costs[0].resize(of.rows.size());
  costs[1].resize(of.rows.size());
  for (const recording::invocation &i : of.invocations) {
    const std::uint64_t together = shared.until(i.started + i.cost) - shared.until(i.started);
    found.beside.push_back(i.cost != 0 && together >= i.cost - together);
    costs[found.beside.back()][i.row].push_back(i.cost);
  }
  double expected = 0;
  double weight = 0;
  for (std::size_t row = 0; row < of.rows.size(); ++row) {
    auto &alone = costs[0][row];
    auto &beside = costs[1][row];
    if (alone.size() < enough || beside.size() < enough)
      continue;
    const auto usual = static_cast<double>(median(alone));
    const double time = static_cast<double>(median(beside)) * static_cast<double>(beside.size());
    if (usual == 0)
      continue;
    expected += usual * static_cast<double>(beside.size());
    weight += time;
  }
  if (expected != 0)
    found.slowdown = std::max(1.0, weight / expected);
  return found;
}

} // namespace polychrome::simulate

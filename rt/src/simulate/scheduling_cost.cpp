//===- simulate/scheduling_cost.cpp - What is not handlers ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/simulate/scheduling_cost.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace polychrome::simulate {

namespace {

using invocation = recording::invocation;

/// Fewer say nothing.
constexpr std::size_t enough = 16;
/// Where a recording has no batch.
constexpr std::uint64_t usual_stamping = 500;
/// Longer ones were interrupted.
constexpr std::uint64_t longest_stamping = 20'000;
/// Beyond, the leader may have waited for another one's end: domain::window.
constexpr std::size_t nearly_full = 248;

std::uint64_t end_of(const invocation &i) {
  return i.started + i.cost;
}

/// For each invocation, how many of its domain were stamped and had not ended, itself included.
std::vector<std::size_t> unfinished(const recording &of) {
  std::map<std::uint32_t, std::vector<std::uint64_t>> ends;
  for (const invocation &i : of.invocations)
    ends[i.domain].push_back(end_of(i));
  for (auto &[domain, all] : ends)
    std::sort(all.begin(), all.end());
  std::vector<std::size_t> counts;
  std::map<std::uint32_t, std::size_t> stamped;
  for (const invocation &i : of.invocations) {
    const std::vector<std::uint64_t> &all = ends[i.domain];
    const auto ended = std::upper_bound(all.begin(), all.end(), i.stamped) - all.begin();
    counts.push_back(++stamped[i.domain] - std::min<std::size_t>(ended, stamped[i.domain]));
  }
  return counts;
}

std::uint64_t stamping(const recording &of) {
  const std::vector<std::size_t> before = unfinished(of);
  std::uint64_t sum = 0;
  std::size_t count = 0;
  for (std::size_t n = 1; n < of.invocations.size(); ++n) {
    const invocation &last = of.invocations[n - 1];
    const invocation &i = of.invocations[n];
    if (last.domain != i.domain || i.stamped < last.stamped || last.started < i.stamped ||
        before[n - 1] >= nearly_full || i.stamped - last.stamped > longest_stamping)
      continue;
    sum += i.stamped - last.stamped;
    ++count;
  }
  return count < enough ? usual_stamping : sum / count;
}

/// When it could have started. Those that it waited for come before it.
std::uint64_t ready(const recording &of, const invocation &i) {
  std::uint64_t at = i.stamped;
  for (const std::uint64_t ticket : i.waited_for) {
    const auto found = std::lower_bound(
        of.invocations.begin(), of.invocations.end(), std::pair(i.domain, ticket),
        [](const invocation &e, const auto &name) { return std::pair(e.domain, e.ticket) < name; });
    if (found != of.invocations.end() && found->domain == i.domain && found->ticket == ticket)
      at = std::max(at, end_of(*found));
  }
  return at;
}

std::uint64_t starting(const recording &of) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<const invocation *>> tracks;
  for (const invocation &i : of.invocations)
    tracks[{i.domain, i.thread}].push_back(&i);
  std::vector<std::uint64_t> gaps;
  for (auto &[name, track] : tracks) {
    std::sort(track.begin(), track.end(),
              [](const auto *a, const auto *b) { return a->started < b->started; });
    for (std::size_t n = 1; n < track.size(); ++n) {
      const std::uint64_t since = std::max(end_of(*track[n - 1]), ready(of, *track[n]));
      gaps.push_back(std::max(track[n]->started, since) - since);
    }
  }
  return gaps.size() < enough ? 0 : median(gaps);
}

} // namespace

scheduling_cost measure(const recording &of) {
  return {stamping(of), starting(of)};
}

} // namespace polychrome::simulate

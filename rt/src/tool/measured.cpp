//===- tool/measured.cpp - What a run cost, by handlers -------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/measured.hpp"

#include "tool/program_trace.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace polychrome::tool {
namespace {

using invocation = simulate::recording::invocation;

class waiting {
public:
  explicit waiting(const program_trace &trace) : all_(trace.run.invocations) {
    for (std::uint32_t row = 0; row < trace.rows.size(); ++row)
      rows_.emplace(trace.rows[row], row);
  }

  /// Rows that only the runtime knows (handlers without one) have no place here.
  std::optional<std::uint32_t> row_of(const invocation &i) const {
    const auto found = rows_.find(i.row);
    return found == rows_.end() ? std::nullopt : std::optional(found->second);
  }

  const invocation *last_in_the_way(const invocation &of) const {
    const invocation *last = nullptr;
    for (std::uint64_t ticket : of.waited_for)
      if (const invocation *i = find(of.domain, ticket); i && (!last || end(*i) > end(*last)))
        last = i;
    return last;
  }

  static std::uint64_t end(const invocation &i) { return i.started + i.cost; }

private:
  const invocation *find(std::uint32_t domain, std::uint64_t ticket) const {
    const auto found = std::lower_bound(all_.begin(), all_.end(), std::pair(domain, ticket),
                                        [](const invocation &i, const auto &wanted) {
                                          return std::pair(i.domain, i.ticket) < wanted;
                                        });
    const bool there = found != all_.end() && found->domain == domain && found->ticket == ticket;
    return there ? &*found : nullptr;
  }

  const std::vector<invocation> &all_; ///< by domain and ticket
  std::unordered_map<std::size_t, std::uint32_t> rows_;
};

} // namespace

measured measure(const program_trace &trace) {
  measured result;
  result.threads = trace.run.threads();
  result.handlers.resize(trace.rows.size());
  const waiting run(trace);
  for (const invocation &i : trace.run.invocations) {
    const std::optional<std::uint32_t> row = run.row_of(i);
    if (!row)
      continue;
    ++result.handlers[*row].count;
    result.handlers[*row].time += i.cost;
    const invocation *const before = run.last_in_the_way(i);
    const std::optional<std::uint32_t> other = before ? run.row_of(*before) : std::nullopt;
    if (!other)
      continue;
    count_and_time &waits = result.waits[{*row, *other}];
    ++waits.count;
    const std::uint64_t until = std::min(waiting::end(*before), i.started);
    waits.time += until - std::min(until, i.stamped);
  }
  return result;
}

} // namespace polychrome::tool

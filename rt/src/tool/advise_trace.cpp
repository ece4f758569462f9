//===- tool/advise_trace.cpp - What a change would have brought -----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/advise_trace.hpp"

#include "rt/src/simulate/forecast.hpp"
#include "tool/advise.hpp"
#include "tool/program_trace.hpp"
#include "tool/words.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

namespace polychrome::tool {
namespace {

constexpr std::array<unsigned, 3> workers = {2, 8, 64};
constexpr std::size_t ranked_by = 1;
constexpr std::size_t few = 12;

using times = std::array<std::uint64_t, workers.size()>;

times replayed(const simulate::recording &run, simulate::scheduling_cost cost) {
  const simulate::forecast found = simulate::predict(run, {workers.begin(), workers.end()}, cost);
  times result = {};
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] = std::max<std::uint64_t>(1, found.lines[i].time);
  return result;
}

simulate::recording without(const advice &one, const std::vector<std::size_t> &rows,
                            simulate::recording run) {
  for (std::uint32_t row : one.no_longer_alone)
    run.rows[rows[row]].main = false;
  for (const auto &[a, b] : one.freed_pairs)
    run.rows[rows[a]].never[rows[b]] = run.rows[rows[b]].never[rows[a]] = false;
  return run;
}

/// Members of one object lie side by side, and are found together.
std::size_t places(const std::vector<claimed_range> &claims) {
  std::vector<claimed_range> sorted = claims;
  std::sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.lo < b.lo; });
  std::size_t count = 0;
  for (std::size_t n = 0; n < sorted.size(); ++n)
    count += n == 0 || sorted[n - 1].hi < sorted[n].lo;
  return count;
}

/// Where the change gives handlers one more key, there is one more place to claim at the
/// stamping and to give up at the end. Each costs about as much as all that is done once.
simulate::scheduling_cost cost_of(const advice &one, const std::vector<std::size_t> &rows,
                                  const simulate::recording &run,
                                  simulate::scheduling_cost measured) {
  const bool adds_key = one.change.what == remedy::key || one.change.what == remedy::shard ||
                        one.change.what == remedy::session;
  if (!adds_key)
    return measured;
  std::set<std::size_t> concerned;
  for (const std::uint32_t row : one.rows)
    concerned.insert(rows[row]);
  std::uint64_t before = run.invocations.size(), more = 0;
  for (const simulate::recording::invocation &i : run.invocations) {
    before += places(i.claims);
    more += concerned.count(i.row);
  }
  if (before != 0) {
    measured.stamping += measured.stamping * more / before;
    measured.starting += measured.starting * more / before;
  }
  return measured;
}

struct outcome {
  const advice *what = nullptr;
  std::array<double, workers.size()> gain = {};
};

std::string as_text(const outcome &one, const model::Program &program) {
  std::string text;
  for (double gain : one.gain) {
    char digits[32];
    std::snprintf(digits, sizeof(digits), "%6.2fx", gain);
    text += digits;
  }
  return text + "  " + printable(one.what->subject) + "  [" + few_names(program, one.what->rows) +
         "]: " + printable(one.what->change.text) + "\n";
}

} // namespace

std::string advise_by_trace(const linked_file &file, const std::string &trace, bool everything) {
  const auto [run, rows] = read_trace(file, trace);
  const simulate::scheduling_cost cost = simulate::measure(run);
  const times as_it_is = replayed(run, cost);
  const all_advice all = advise(file);
  std::vector<outcome> ranked;
  for (const advice &one : all.ranked) {
    if (one.freed_pairs.empty())
      continue;
    outcome o;
    o.what = &one;
    const times changed = replayed(without(one, rows, run), cost_of(one, rows, run, cost));
    for (std::size_t i = 0; i < changed.size(); ++i)
      o.gain[i] = double(as_it_is[i]) / double(changed[i]);
    ranked.push_back(o);
  }
  // Of equal ones the matrix decides, by whose order they come.
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < ranked.size(); ++i)
    order.emplace_back(-ranked[i].gain[ranked_by], i);
  std::sort(order.begin(), order.end());
  if (order.empty())
    return "No single change would free a pair of handlers.\n";
  std::string out = "How many times faster this run would have been on 2, 8 and 64 workers:\n";
  const std::size_t shown = everything ? order.size() : std::min(few, order.size());
  for (std::size_t i = 0; i < shown; ++i)
    out += as_text(ranked[order[i].second], file.program);
  if (shown < order.size())
    out += "... and " + std::to_string(order.size() - shown) + " more (--all shows them)\n";
  return out;
}

} // namespace polychrome::tool

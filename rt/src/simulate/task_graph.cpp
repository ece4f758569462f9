//===- simulate/task_graph.cpp - What has to wait for what ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/simulate/task_graph.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace polychrome::simulate {

namespace {

constexpr std::uint32_t none = task_graph::none;

/// Invocations that later ones may have to wait for all at once.
struct frontier {
  std::uint32_t join = none;
  std::vector<std::uint32_t> since; ///< not yet behind the join
};

/// What accessed a piece of memory: by row, and whether it wrote.
struct piece {
  std::uint64_t end = 0;
  std::map<std::pair<std::uint32_t, bool>, frontier> accesses;
};

/// Memory in pieces that every claim so far covers wholly or not at all, by address.
class memory {
public:
  /// Calls f for each piece of [lo, hi), after cutting at its ends.
  template <typename F> void for_pieces(std::uint64_t lo, std::uint64_t hi, F f) {
    cut(lo);
    cut(hi);
    while (lo < hi) {
      const auto next = pieces_.lower_bound(lo);
      if (next == pieces_.end() || next->first > lo) {
        const std::uint64_t end = next == pieces_.end() ? hi : std::min(hi, next->first);
        pieces_.emplace_hint(next, lo, piece{end, {}});
      }
      piece &p = pieces_.find(lo)->second;
      f(p);
      lo = p.end;
    }
  }

private:
  void cut(std::uint64_t at) {
    auto after = pieces_.lower_bound(at);
    if (after == pieces_.begin() || (after != pieces_.end() && after->first == at))
      return;
    const auto around = std::prev(after);
    if (around->second.end <= at)
      return;
    piece rest = around->second;
    around->second.end = at;
    pieces_.emplace_hint(after, at, std::move(rest));
  }

  std::map<std::uint64_t, piece> pieces_;
};

struct domain_state {
  std::vector<frontier> rows;
  memory bytes[2]; ///< those themselves, and what is owned through them
};

class builder {
public:
  builder(const recording &of, const side_by_side &together, std::uint64_t starting)
      : of_(of), together_(together), starting_(starting) {}

  task_graph build() {
    find_creators();
    node_of_.resize(of_.invocations.size(), none);
    std::map<std::uint32_t, domain_state> domains;
    for (std::uint32_t i = 0; i < of_.invocations.size(); ++i) {
      domain_state &d = domains[of_.invocations[i].domain];
      d.rows.resize(of_.rows.size());
      add(i, d);
    }
    return std::move(graph_);
  }

private:
  using row_set = std::vector<bool>;

  /// Addresses of operations are used again: the latest creation before the stamping counts,
  /// once.
  void find_creators() {
    struct creation {
      std::uint64_t at;
      std::uint32_t by;
      bool used = false;
    };
    std::unordered_map<std::uint64_t, std::vector<creation>> all;
    for (std::uint32_t i = 0; i < of_.invocations.size(); ++i)
      for (const std::uint64_t op : of_.invocations[i].created)
        all[op].push_back({of_.invocations[i].started, i});
    for (auto &[op, list] : all)
      std::sort(list.begin(), list.end(), [](auto &a, auto &b) { return a.at < b.at; });
    parent_.resize(of_.invocations.size(), none);
    for (std::uint32_t i = 0; i < of_.invocations.size(); ++i) {
      const auto found = all.find(of_.invocations[i].operation);
      if (found == all.end())
        continue;
      std::vector<creation> &list = found->second;
      auto c = std::upper_bound(list.begin(), list.end(), of_.invocations[i].stamped,
                                [](std::uint64_t at, const creation &e) { return at < e.at; });
      // Of a domain's own, and of an earlier ticket: the order of nodes rests on it.
      if (c == list.begin() || (--c)->used || c->by >= i ||
          of_.invocations[c->by].domain != of_.invocations[i].domain)
        continue;
      c->used = true;
      parent_[i] = c->by;
    }
  }

  void add(std::uint32_t i, domain_state &d) {
    const recording::invocation &me = of_.invocations[i];
    before_.assign(1, new_stamping(i));
    const row_set &never = of_.rows[me.row].never;
    for (std::uint32_t r = 0; r < never.size(); ++r)
      if (never[r])
        wait_for(d.rows[r]);
    for (const claimed_range &c : me.claims)
      d.bytes[c.owned].for_pieces(c.lo, c.hi, [&](piece &p) { wait_for(p, c, me.row); });

    const std::uint32_t node = new_node(together_.alone(of_, i), i);
    node_of_[i] = node;
    if (of_.rows[me.row].main)
      graph_.nodes[node].pinned_to = me.domain;
    enter(d.rows[me.row], node, never[me.row]);
    for (const claimed_range &c : me.claims)
      d.bytes[c.owned].for_pieces(c.lo, c.hi, [&](piece &p) {
        enter(p.accesses[{me.row, c.write}], node, c.write && of_.rows[me.row].context[me.row]);
      });
  }

  void wait_for(piece &p, const claimed_range &mine, std::uint32_t row) {
    for (auto &[access, all] : p.accesses)
      if ((mine.write || access.second) && of_.rows[row].context[access.first])
        wait_for(all);
  }

  void wait_for(frontier &f) {
    if (f.since.size() == 1 && f.join == none) {
      f.join = f.since.front();
      f.since.clear();
    } else if (!f.since.empty()) {
      const std::uint32_t join = new_join(f);
      f.join = join;
      f.since.clear();
    }
    if (f.join != none)
      before_.push_back(f.join);
  }

  /// `chain`: the node waits for all that is in f, so it stands for them.
  static void enter(frontier &f, std::uint32_t node, bool chain) {
    if (chain) {
      f.join = node;
      f.since.clear();
    } else if (f.since.empty() || f.since.back() != node) {
      f.since.push_back(node);
    }
  }

  std::uint32_t new_join(const frontier &f) {
    const auto node = static_cast<std::uint32_t>(graph_.nodes.size());
    graph_.nodes.emplace_back();
    if (f.join != none)
      edge(f.join, node);
    for (const std::uint32_t n : f.since)
      edge(n, node);
    return node;
  }

  std::uint32_t new_stamping(std::uint32_t i) {
    const auto node = static_cast<std::uint32_t>(graph_.nodes.size());
    graph_.nodes.emplace_back();
    graph_.nodes.back().locks = of_.invocations[i].domain;
    if (parent_[i] != none)
      edge(node_of_[parent_[i]], node);
    return node;
  }

  /// Its start depends on all that it depends on; without a cost there is none.
  std::uint32_t new_node(std::uint64_t cost, std::uint32_t i) {
    std::sort(before_.begin(), before_.end());
    before_.erase(std::unique(before_.begin(), before_.end()), before_.end());
    const auto first = static_cast<std::uint32_t>(graph_.nodes.size());
    if (starting_ != 0) {
      graph_.nodes.emplace_back();
      graph_.nodes.back().cost = starting_;
      graph_.nodes.back().locks = of_.invocations[i].domain;
    }
    const auto node = static_cast<std::uint32_t>(graph_.nodes.size());
    graph_.nodes.emplace_back();
    graph_.nodes.back().cost = cost;
    graph_.nodes.back().invocation = i;
    for (const std::uint32_t n : before_)
      edge(n, first);
    if (first != node)
      edge(first, node);
    return node;
  }

  void edge(std::uint32_t from, std::uint32_t to) {
    graph_.nodes[from].successors.push_back(to);
    ++graph_.nodes[to].waits_for;
  }

  const recording &of_;
  const side_by_side &together_;
  const std::uint64_t starting_;
  task_graph graph_;
  std::vector<std::uint32_t> parent_;  ///< of each invocation, or none
  std::vector<std::uint32_t> node_of_; ///< of each invocation
  std::vector<std::uint32_t> before_;
};

} // namespace

task_graph dependencies(const recording &of, const side_by_side &together, std::uint64_t starting) {
  return builder(of, together, starting).build();
}

} // namespace polychrome::simulate

//===- audit/history.cpp - Which invocation precedes which -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/audit/history.hpp"

#include <algorithm>
#include <utility>

namespace polychrome::audit {

history::number history::begin(std::uint32_t domain, std::uint32_t row,
                               std::span<const claimed_range> claims, number parent) {
  const number n = static_cast<number>(all_.size());
  invocation &i = all_.emplace_back();
  i.domain = domain;
  i.row = row;
  i.claims.assign(claims.begin(), claims.end());
  i.first = static_cast<epoch>(epochs_.size());
  epochs_.push_back(n);
  visited_.emplace_back();
  if (parent != no_invocation) {
    i.parent = parent;
    i.after.push_back(parent);
    all_[parent].ordered_for = n;
    add_preceding(i, n, parent);
    if (const number distance = n - parent; distance <= window)
      i.descends = flag(distance) | (distance < window ? all_[parent].descends << distance : 0);
  }
  return n;
}

void history::join(std::span<const std::uint32_t> more_rows, std::span<const number> more_parents) {
  const number n = current();
  invocation &i = all_[n];
  i.more_rows.assign(more_rows.begin(), more_rows.end());
  for (const number parent : more_parents) {
    i.after.push_back(parent);
    all_[parent].ordered_for = n;
    add_preceding(i, n, parent);
  }
}

void history::add_preceding(invocation &i, number n, number p) {
  const number distance = n - p;
  if (distance <= window)
    i.preceded |= flag(distance) | (distance < window ? all_[p].preceded << distance : 0);
}

void history::end() {
  invocation &i = all_.back();
  for (const acquired &a : i.partly)
    add_preceding(i, current(), of(a.from));
}

void history::release(const void *object) {
  released_[object].push_back(now());
  // What follows is not covered by it.
  epochs_.push_back(current());
}

void history::acquire(const void *object) {
  const auto found = released_.find(object);
  if (found == released_.end())
    return;
  std::vector<acquired> &partly = all_.back().partly;
  for (const epoch e : found->second)
    if (of(e) != current() &&
        std::none_of(partly.begin(), partly.end(), [e](const acquired &a) { return a.from == e; }))
      partly.push_back({now(), e});
}

bool history::conflict(number a, number b) const {
  const invocation &x = all_[a], &y = all_[b];
  const auto any = [&](auto rule) {
    const auto with = [&](std::uint32_t row) {
      return rule(row, y.row) || std::any_of(y.more_rows.begin(), y.more_rows.end(),
                                             [&](std::uint32_t r) { return rule(row, r); });
    };
    return with(x.row) || std::any_of(x.more_rows.begin(), x.more_rows.end(), with);
  };
  if (any([&](std::uint32_t r, std::uint32_t s) { return rules_.is_never(r, s); }))
    return true;
  return any([&](std::uint32_t r, std::uint32_t s) { return rules_.is_context(r, s); }) &&
         share_a_key(a, b);
}

bool history::share_a_key(number a, number b) const {
  const invocation &x = all_[a], &y = all_[b];
  return std::any_of(x.claims.begin(), x.claims.end(), [&](const claimed_range &c) {
    return std::any_of(y.claims.begin(), y.claims.end(),
                       [&](const claimed_range &d) { return c.meets(d); });
  });
}

void history::note_met(number other) {
  all_.back().met |= flag(current() - other);
}

bool history::surely_before(epoch e) const {
  return e < floor_ || bit(all_.back().preceded, current() - of(e));
}

bool history::bound(epoch e) {
  const number a = of(e), b = current();
  invocation &i = all_[a];
  if (i.ordered_for == b || e < floor_ || i.domain != all_[b].domain)
    return true;
  if (conflict(a, b)) {
    if (!bit(all_[b].preceded, b - a))
      all_[b].alone |= flag(b - a);
    i.ordered_for = b;
    all_[b].after.push_back(a);
    add_preceding(all_[b], b, a);
    return true;
  }
  return search(e);
}

bool history::directly_bound(epoch e) const {
  const number a = of(e), b = current();
  if (e < floor_ || all_[a].domain != all_[b].domain || conflict(a, b))
    return true;
  for (number n = b; n != no_invocation && n >= a; n = all_[n].parent) {
    if (n == a)
      return true;
    for (const acquired &q : all_[n].partly)
      if (of(q.from) == a && e <= q.from)
        return true;
  }
  return false;
}

/// Backwards from the running invocation, never beyond the target's.
bool history::search(epoch target) {
  const number wanted = of(target);
  const auto key = [&](number later) { return std::uint64_t(wanted) << 32 | later; };
  ++searches_;
  // An invocation, and up to which moment what it acquired counts.
  std::vector<std::pair<number, epoch>> todo{{current(), now()}};
  while (!todo.empty()) {
    const auto [n, until] = todo.back();
    todo.pop_back();
    if (n < wanted || (visited_[n].search == searches_ && visited_[n].until >= until))
      continue;
    visited_[n] = {searches_, until};
    if (n == wanted || known_.contains(key(n))) {
      all_[wanted].ordered_for = current();
      known_.insert(key(current()));
      return true;
    }
    for (const number p : all_[n].after)
      todo.emplace_back(p, ~epoch(0));
    for (const acquired &a : all_[n].partly) {
      if (a.at > until)
        break;
      if (of(a.from) != wanted)
        todo.emplace_back(of(a.from), a.from);
      else if (target <= a.from)
        return true;
    }
  }
  return false;
}

} // namespace polychrome::audit

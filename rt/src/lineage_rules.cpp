//===- lineage_rules.cpp - May two lineages meet -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/lineage_rules.hpp"

#include "pass/model/Lineage.h"
#include "rt/src/dispatch.hpp"

#include <algorithm>

namespace polychrome {

namespace {

/// Rows of one lineage, as the words of a row of conflict_rules.
struct members {
  bool any = false;
  std::vector<std::uint64_t> all;
  std::vector<std::uint64_t> untraced; ///< may have other keys than are claimed

  explicit members(std::size_t words) : all(words), untraced(words) {}

  void add(std::vector<std::uint64_t> &to, std::uint32_t row) {
    to[row / 64] |= std::uint64_t(1) << (row % 64);
  }
};

/// Whom the members of one set meet.
struct met {
  std::vector<std::uint64_t> never; ///< whatever the keys are
  std::vector<std::uint64_t> by_claims;

  met(const members &m, const conflict_rules &rules) : never(rules.words()), by_claims(never) {
    for (std::uint32_t row = 0; row < rules.rows(); ++row) {
      const auto is_in = [row](const std::vector<std::uint64_t> &set) {
        return (set[row / 64] >> (row % 64)) & 1;
      };
      for (std::size_t w = 0; is_in(m.all) && w < rules.words(); ++w) {
        never[w] |= rules.never(row)[w];
        by_claims[w] |= rules.contexts(row)[w];
      }
      for (std::size_t w = 0; is_in(m.untraced) && w < rules.words(); ++w)
        never[w] |= rules.contexts(row)[w];
    }
  }
};

bool intersect(const std::vector<std::uint64_t> &a, const std::vector<std::uint64_t> &b) {
  for (std::size_t w = 0; w < a.size(); ++w)
    if (a[w] & b[w])
      return true;
  return false;
}

} // namespace

lineage_rules::lineage_rules(const model::Program &program, const conflict_rules &rules)
    : rows_(rules.rows()), claims_(rows_), verdicts_(2 * rows_ * rows_, always) {
  const std::vector<model::Lineage> of = model::lineages(program);
  // By row: what follows from it; the same with itself.
  std::vector<members> sets[2];
  std::vector<met> meets[2];
  for (std::uint32_t row = 0; row < rows_; ++row) {
    members m(rules.words());
    m.any = row >= of.size() || of[row].Any || rules.is_exclusive(row);
    if (row < of.size()) {
      m.any |= program.Rows[row].Queue.has_value(); // What is queued on a strand, nobody knows.
      for (const std::uint32_t r : of[row].Rows)
        m.add(m.all, r);
      for (const std::uint32_t r : of[row].Untraced)
        m.add(m.untraced, r);
      for (const auto &[r, c] : of[row].Claims)
        claims_[row].push_back({c, false});
      for (const model::KeyClaim &c : program.Rows[row].Claims)
        claims_[row].push_back({c, true});
    }
    sets[0].push_back(m);
    m.add(m.all, row);
    sets[1].push_back(m);
    for (const int self : {0, 1})
      meets[self].emplace_back(sets[self].back(), rules);
  }
  for (const bool self : {false, true})
    for (std::uint32_t a = 0; a < rows_; ++a)
      for (std::uint32_t b = 0; b < rows_; ++b) {
        const members &later = sets[1][b];
        if (sets[self][a].any || later.any || intersect(meets[self][a].never, later.all) ||
            intersect(meets[self][a].by_claims, later.untraced))
          continue;
        at(self, a, b) = intersect(meets[self][a].by_claims, later.all) ? by_claims : apart;
      }
}

void lineage_rules::fill(lineage &l, std::uint32_t row, bool with_itself,
                         const std::byte *closure) const {
  l.row = row;
  l.with_itself = with_itself;
  l.claims.clear();
  for (const claim &c : claims_[row])
    if (with_itself || !c.own)
      l.claims.push_back(dispatch_table::range(c.range, closure));
}

bool lineage_rules::may_meet(const lineage &earlier, const lineage &later) const {
  const std::size_t row = (earlier.with_itself * rows_ + earlier.row) * rows_ + later.row;
  if (verdicts_[row] != by_claims)
    return verdicts_[row] == always;
  return std::any_of(earlier.claims.begin(), earlier.claims.end(), [&](const claimed_range &a) {
    return std::any_of(later.claims.begin(), later.claims.end(),
                       [&](const claimed_range &b) { return a.meets(b); });
  });
}

} // namespace polychrome

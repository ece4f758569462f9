//===- audit/findings.hpp - What an audit found ------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Violations, and what was lost: pairs of invocations, close to each other, that conflict
// and yet neither met nor were bound to their order by others. A pair's loss counts for
// each region that keeps its two handlers apart.
//
// Printed also when a signal ends the process, as it ends most servers: so printing
// allocates nothing and takes no lock.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_AUDIT_FINDINGS_HPP
#define POLYCHROME_AUDIT_FINDINGS_HPP

#include "pass/model/Mode.h"
#include "polychrome/audit.h"
#include "rt/src/dispatch.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace polychrome::audit {

/// One of the two sides of a violation.
struct party {
  std::uint32_t row;
  model::Mode mode;
  const polychrome_audit_site *site;
};

/// What became of two invocations that conflict.
struct outcome {
  bool met;
  bool bound;       ///< to their order, in whatever way
  bool alone;       ///< met, and nothing but their conflict had ordered them by then
  bool share_a_key; ///< their claims overlap
};

class findings {
public:
  explicit findings(const dispatch_table &table);

  std::uint64_t invocations = 0;
  std::uint64_t accesses = 0;

  void violation(const party &earlier, const party &later);
  /// Two invocations conflict, and neither descends from the other.
  void kept_apart(std::uint32_t earlier, std::uint32_t later, const outcome &o);

  bool clean() const { return violations_.empty(); }
  /// Nobody wants to know of more violations, and finding them takes long.
  bool enough() const { return meetings_ >= most_meetings; }
  void print(int fd) const;

private:
  struct pair_count {
    std::uint64_t apart = 0;
    std::uint64_t met = 0;
    std::uint64_t alone = 0;
    std::uint64_t strangers = 0; ///< of these, those that share no key
    std::uint64_t lost = 0;
    mutable bool printed = false;
    std::vector<std::uint32_t> regions; ///< what keeps them apart
  };
  struct region_count {
    std::string name;
    mutable std::uint64_t lost = 0; ///< computed while printing
    mutable bool printed = false;
  };
  struct found {
    party earlier, later;
    std::uint64_t times = 0;
  };
  static bool before(const found &a, const found &b);

  pair_count &pair(std::uint32_t a, std::uint32_t b);
  std::uint32_t region(const std::string &name);
  void add_regions(std::uint32_t a, std::uint32_t b, std::vector<std::uint32_t> &out);
  void print_violation(int fd, const found &v) const;
  void print_pairs(int fd) const;
  void print_regions(int fd) const;

  static constexpr std::size_t most_violations = 100;
  static constexpr std::uint64_t most_meetings = 1000;
  static constexpr std::size_t most_lines = 30;

  const dispatch_table &table_;
  std::vector<found> violations_; ///< sorted
  std::uint64_t meetings_ = 0;    ///< that were violations
  std::map<std::pair<std::uint32_t, std::uint32_t>, pair_count> pairs_;
  std::vector<region_count> regions_;
  std::map<std::string, std::uint32_t> region_numbers_;
};

} // namespace polychrome::audit

#endif // POLYCHROME_AUDIT_FINDINGS_HPP

//===- lineage_rules.hpp - May two lineages meet -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What pass/model/Lineage.h says, in the form in which the order strict asks for it: what
// an earlier invocation may still hand over, against what a later one has handed over, each
// with all that follows from it. Immutable.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_LINEAGE_RULES_HPP
#define POLYCHROME_LINEAGE_RULES_HPP

#include "pass/model/Program.h"
#include "rt/src/admission.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace polychrome {

/// The lineage of an operation, or of what an invocation may yet hand over.
struct lineage {
  std::uint32_t row = 0;
  bool with_itself = false; ///< else only what follows from it
  std::vector<claimed_range> claims;
};

class lineage_rules {
public:
  /// Rows of `rules` that the program has not are of handlers without a row.
  lineage_rules(const model::Program &program, const conflict_rules &rules);

  /// Sets all of `l`, which begins with that closure.
  void fill(lineage &l, std::uint32_t row, bool with_itself, const std::byte *closure) const;

  /// Both lineages, where `later` is one with_itself.
  bool may_meet(const lineage &earlier, const lineage &later) const;

private:
  struct claim {
    model::KeyClaim range;
    bool own; ///< of the row itself
  };
  enum verdict : std::uint8_t { apart, by_claims, always };

  verdict &at(bool with_itself, std::uint32_t earlier, std::uint32_t later) {
    return verdicts_[(with_itself * rows_ + earlier) * rows_ + later];
  }

  std::size_t rows_;
  std::vector<std::vector<claim>> claims_;
  std::vector<verdict> verdicts_;
};

} // namespace polychrome

#endif // POLYCHROME_LINEAGE_RULES_HPP

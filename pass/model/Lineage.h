//===- Lineage.h - What may follow from an invocation -----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Closes "may post" over handlers: the rows of an invocation's children, of their
// children, and so on, and what all of these claim, as far as it is reached through
// pointers of the closure that the whole began with. Objects made on the way are nobody
// else's: whoever gets to know one reads what a member of the lineage has written, and that
// is a conflict with the member. What the first invocation itself has made, others may know
// once it has returned; by then its block's own operations are what is compared, and they
// hold those objects as keys.
//
// The order strict needs it: two lineages that cannot meet need no order between them.
//
// Fail closed: a post that is not known, or of a handler that runs alone, may be followed
// by anything.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_LINEAGE_H
#define POLYCHROME_MODEL_LINEAGE_H

#include "pass/model/Program.h"

#include <set>
#include <utility>
#include <vector>

namespace polychrome::model {

/// The invocation itself is no part of it, unless it may follow from itself.
struct Lineage {
  bool Any = false;                 ///< anything may follow; nothing else is filled in
  std::set<std::uint32_t> Rows;     ///< of what may follow
  std::set<std::uint32_t> Untraced; ///< those of Rows that may have other keys than in Claims
  /// A row of Rows, and what it may claim, relative to the first closure.
  std::set<std::pair<std::uint32_t, KeyClaim>> Claims;
  bool operator==(const Lineage &) const = default;
};

/// For each row of the program.
std::vector<Lineage> lineages(const Program &P);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_LINEAGE_H

//===- dispatch.hpp - From an operation to its row ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The linked program in the form that dispatch needs: the function that is about to
// complete an operation names the handler, the closure's own bytes select the row and
// hold the keys. Immutable. Nothing but the closure is read, because nothing else is
// known to be alive.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_DISPATCH_HPP
#define POLYCHROME_DISPATCH_HPP

#include "pass/model/Program.h"
#include "rt/src/admission.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace polychrome {

class dispatch_table {
public:
  struct match {
    std::uint32_t row = 0;
    const std::byte *closure = nullptr;
    /// The function that completes the operation, if it alone tells the row.
    const void *function = nullptr;
    /// The strand whose queue it runs, if any, and its row without what is queued there; see
    /// domain_strand.cpp.
    const void *strand = nullptr;
    std::uint32_t own_row = 0;
  };

  explicit dispatch_table(model::Program program);

  /// The row of `op`, which `function` will complete. An operation of kind Trampoline
  /// keeps a pointer to its function object at `trampoline_offset`.
  match find(const void *op, const void *function, std::size_t trampoline_offset) const;

  /// The same for a handler whose closure is given: no operation around it.
  match find(const void *function, const void *closure) const;

  /// Replaces `out` by the ranges that the invocation claims.
  void claims(const match &m, std::vector<claimed_range> &out) const;
  static claimed_range range(const model::KeyClaim &claim, const std::byte *closure);
  void add_claims(std::uint32_t row, const std::byte *closure,
                  std::vector<claimed_range> &out) const;

  const conflict_rules &rules() const { return rules_; }
  const model::Program &program() const { return program_; }
  std::size_t rows() const { return rules_.rows(); }
  /// As `polychrome matrix` counts them.
  std::size_t handlers() const { return program_.Rows.size(); }

  /// The row of all that has none: exclusive.
  std::uint32_t no_row() const { return static_cast<std::uint32_t>(program_.Rows.size()); }
  bool exclusive(std::uint32_t row) const { return rules_.is_exclusive(row); }
  /// Exclusive or pinned: only on the thread that called run().
  bool needs_main(std::uint32_t row) const { return needs_main_[row]; }
  const std::string &name(std::uint32_t row) const;

private:
  const model::Entry *entry(const void *function) const;
  match select(const model::Entry &e, const void *closure) const;
  const void *strand(std::uint32_t row, const std::byte *closure) const;

  model::Program program_;
  /// Made here: a signal's handler asks for it, and must not allocate.
  const std::string no_name_ = "(a handler with no row)";
  conflict_rules rules_;
  std::vector<bool> needs_main_;
  std::vector<const model::Entry *> slots_; ///< open addressing, a power of two
};

} // namespace polychrome

#endif // POLYCHROME_DISPATCH_HPP

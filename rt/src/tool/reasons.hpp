//===- tool/reasons.hpp - Everything behind a cell --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A cell keeps a few pairs of effects for each of its bits. A person wants each
// region once; advice and baselines need all of them. So they are found again here,
// by the comparison that made the matrix.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_REASONS_HPP
#define POLYCHROME_TOOL_REASONS_HPP

#include "tool/input.hpp"

#include <string>
#include <vector>

namespace polychrome::tool {

/// The pairs of effects of two rows that conflict on one region. Where one side is known
/// exactly and the other may be any of many, the group is about the other: it is what
/// stands in the way.
struct reason_group {
  bool context = false; ///< which bit
  std::string region;
  std::vector<std::string> may_be;  ///< what it is taken for, sorted, if it may be many
  std::vector<model::Reason> pairs; ///< the most telling one first
};

/// All pairs of effects of rows a <= b that conflict; a cell of the matrix has the first few.
/// In no order.
std::vector<model::Reason> all_reasons(const linked_file &file, std::uint32_t a, std::uint32_t b);

/// Of rows a <= b: what keeps them apart for good first, the user's own code before
/// the library's, then by region.
/// Beyond this many pairs on one region another one explains nothing.
inline constexpr std::size_t pairs_kept = 64;

/// Of all the pair's reasons.
std::vector<reason_group> grouped(const linked_file &file, std::uint32_t a, std::uint32_t b,
                                  const std::vector<model::Reason> &reasons);

std::vector<reason_group> reasons_between(const linked_file &file, std::uint32_t a,
                                          std::uint32_t b);

/// Something because of which a row runs alone.
struct exclusion {
  std::string what;   ///< "calls fork"
  model::Location at; ///< where, if known
  std::vector<model::Frame> via;
  std::size_t places = 1; ///< how often the same is found
};

/// A row keeps the first cause only; the others are in the records that it was
/// linked from, as far as they can be reached by calls whose target is known.
std::vector<exclusion> exclusions_of(const linked_file &file, const model::Row &row);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_REASONS_HPP

//===- tool/advise.hpp - What to change first -------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each region that keeps handlers apart, and each cause for running alone, ranked by
// how many pairs of handlers could run together without it. Pairs count alike,
// because the matrix does not know how often a handler runs.
//
// A pair that several regions keep apart counts for none of them alone; it is shown
// as what more there would be to gain.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_ADVISE_HPP
#define POLYCHROME_TOOL_ADVISE_HPP

#include "tool/input.hpp"
#include "tool/suggestion.hpp"
#include "tool/together.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace polychrome::tool {

struct advice {
  std::string subject;          ///< "global hits", or "calls f, of which nothing is known"
  std::size_t freed = 0;        ///< pairs that only this keeps apart
  std::size_t involved = 0;     ///< pairs that this keeps apart, alone or with others
  std::set<std::uint32_t> rows; ///< the handlers concerned
  /// The freed pairs, and the handlers that would no longer run alone.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> freed_pairs;
  std::set<std::uint32_t> no_longer_alone;
  suggestion change; ///< what to do
};

struct all_advice {
  few_changes several;   ///< where no single one frees a pair
  std::size_t apart = 0; ///< pairs that never run together
  std::size_t pairs = 0; ///< all of them, a handler with itself included
  std::vector<advice> ranked;
};

/// Most to gain first.
all_advice advise(const linked_file &file);

/// A line each; of all of them, or the first few.
std::string advise_text(const linked_file &file, bool everything);

/// "A, B and 2 more".
std::string few_names(const model::Program &program, const std::set<std::uint32_t> &rows);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_ADVISE_HPP

//===- tool/telling.hpp - Which pair of accesses explains most --*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two handlers may have a hundred thousand pairs of accesses that meet, so what is asked
// of an access for each of them is found once.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_TELLING_HPP
#define POLYCHROME_TOOL_TELLING_HPP

#include "pass/model/Program.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace polychrome::tool {

/// Of one access. Equal words have equal numbers in both handlers.
struct told_access {
  std::uint32_t text = 0;   ///< the region's name
  std::uint32_t memory = 0; ///< without what kind of a region it is
  int precedence = 0;
  bool vague = false, obscure = false, output = false;
  bool of_user = false; ///< a line of the user's own leads there
  bool assumed = false; ///< a model says it, no code that was seen
  bool writes = false;
};

class telling_pairs {
public:
  /// Both rows have to outlive this.
  telling_pairs(const model::Row &a, const model::Row &b);

  const told_access &left(const model::Reason &pair) const { return left_[pair.A]; }
  const told_access &right(const model::Reason &pair) const { return right_[pair.B]; }
  std::size_t texts() const { return texts_.size(); }

  /// Do the two say different things of what memory it is?
  bool of_two_names(const model::Reason &pair) const;
  /// How many of the two are in the user's own code.
  int of_user(const model::Reason &pair) const;
  /// Does a model say of both that they are on this memory?
  bool assumed(const model::Reason &pair) const {
    return left(pair).assumed && right(pair).assumed;
  }
  /// The most telling pairs first, at most so many.
  void keep_best(std::vector<model::Reason> &pairs, std::size_t at_most) const;

private:
  using numbers = std::unordered_map<std::string_view, std::uint32_t>;

  std::vector<told_access> looked_at(const model::Row &row);
  int rank(const model::Reason &pair) const;

  numbers texts_, memories_;
  std::vector<told_access> left_, right_;
};

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_TELLING_HPP

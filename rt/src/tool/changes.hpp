//===- tool/changes.hpp - Which changes remove what -------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One change of the source takes many effects out of the way: without its prints a
// handler writes neither std::cout nor what that leads to, and who reaches a session
// by a key reaches all its members by it. Effects of one change have one subject.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_CHANGES_HPP
#define POLYCHROME_TOOL_CHANGES_HPP

#include "pass/model/Program.h"

#include <set>
#include <string>
#include <vector>

namespace polychrome::tool {

/// The changes of a program: for each row's effects, the subjects of which each alone, if
/// changed, would remove the effect. None for what a key tells apart, and for the unknown.
class changes {
public:
  explicit changes(const model::Program &program);

  const std::set<std::string> &of(std::uint32_t row, std::uint32_t effect) const {
    return subjects_[row][effect];
  }

  /// For a reason: the subjects of either side, and of a context's where there are no others.
  std::set<std::string> of(const model::Program &program, std::uint32_t a, std::uint32_t b,
                           const model::Reason &reason) const;

private:
  std::vector<std::vector<std::set<std::string>>> subjects_; ///< by row, then effect
};

/// What all output is called as a subject.
inline constexpr const char *output = "output";

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_CHANGES_HPP

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
#include "tool/suggestion.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace polychrome::tool {

/// The subjects of which each alone, if changed, would remove an effect.
class changes {
public:
  explicit changes(const model::Program &program);
  /// To be asked about these rows only.
  changes(const model::Program &program, const std::set<std::uint32_t> &rows);

  /// Those of either side of a reason; where keys tell both apart but for this reason, what
  /// is on their lines.
  std::set<std::string> of(std::uint32_t a, std::uint32_t b, const model::Reason &reason) const;

  /// Does the row have the subject, in this effect?
  bool has(std::uint32_t row, std::uint32_t effect, const std::string &subject) const;

  /// Effects that have the same number have the same subjects, and `of` and `has` answer the same.
  std::uint32_t alike(std::uint32_t row, std::uint32_t effect) const { return alike_[row][effect]; }

  /// What to do.
  suggestion advice(const std::string &subject) const;

  /// A name that says nothing to the author?
  bool obscure(const std::string &subject) const;

  /// By row, then effect.
  using subjects = std::vector<std::vector<std::set<std::string>>>;

private:
  const model::Program &program_;
  subjects by_effect_, by_line_;
  std::vector<std::vector<std::uint32_t>> alike_;
  std::map<std::string, model::HandlerEffect> example_; ///< of each subject
};

/// What all output is called as a subject.
inline constexpr const char *output = "output";

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_CHANGES_HPP

//===- tool/together.hpp - Changes that only help together ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_TOGETHER_HPP
#define POLYCHROME_TOOL_TOGETHER_HPP

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace polychrome::tool {

/// What keeps one pair of handlers apart: of each set, one change has to be made.
using needs = std::set<std::set<std::string>>;

struct few_changes {
  std::set<std::string> subjects; ///< none where only many would help
  std::size_t freed = 0;          ///< pairs, by all of them
};

/// A few of the changes that `can_be_told` which together free most pairs; not always the
/// fewest.
few_changes together(const std::vector<needs> &pairs,
                     const std::function<bool(const std::string &)> &can_be_told);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_TOGETHER_HPP

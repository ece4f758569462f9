//===- tool/why_items.hpp - One reason, told --------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_WHY_ITEMS_HPP
#define POLYCHROME_TOOL_WHY_ITEMS_HPP

#include "tool/reasons.hpp"
#include "tool/why.hpp"

#include <functional>
#include <string>
#include <vector>

namespace polychrome::tool {

/// One thing to tell: in full, or in a line where the screen is full. Most are not told in
/// full, and many not at all.
struct item {
  std::function<std::string()> full;
  std::function<std::string()> brief;
};

/// What rows a <= b have in common.
struct told_pair {
  std::uint32_t a = 0, b = 0;
  std::vector<reason_group> groups; ///< those of one change as one: all output, a variable and
                                    ///< its contents
  std::string rare_path;
};

told_pair what_to_tell(const linked_file &file, std::uint32_t a, std::uint32_t b);

/// Of one group of the pair's. All arguments have to outlive it.
item reason_item(const linked_file &file, const told_pair &pair, const reason_group &group,
                 std::size_t number, const why_options &o);

item exclusion_item(std::size_t number, const exclusion &cause, const why_options &o);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_WHY_ITEMS_HPP

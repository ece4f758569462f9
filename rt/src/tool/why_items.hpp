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

#include <string>
#include <vector>

namespace polychrome::tool {

/// One thing to tell: in full, or in a line where the screen is full.
struct item {
  std::string full;
  std::string brief;
};

/// The groups of rows a <= b, those of one change as one: all output, a variable and its
/// contents.
std::vector<reason_group> groups_to_tell(const linked_file &file, std::uint32_t a, std::uint32_t b);

item reason_item(const linked_file &file, std::uint32_t a, std::uint32_t b, std::size_t number,
                 const reason_group &group, const why_options &o);

item exclusion_item(std::size_t number, const exclusion &cause, const why_options &o);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_WHY_ITEMS_HPP

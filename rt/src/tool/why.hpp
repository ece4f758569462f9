//===- tool/why.hpp - Why handlers conflict ---------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reasons behind a cell or a row, each with both accesses, how they are reached,
// the library models that the verdict takes on trust, and what would remove it. As
// many of them are told in full as a screen holds; the rest get a line each.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_WHY_HPP
#define POLYCHROME_TOOL_WHY_HPP

#include "tool/input.hpp"
#include "tool/words.hpp"

#include <string>

namespace polychrome::tool {

struct why_options {
  std::string program_path;
  bool all = false;       ///< everything: each place, and the library's calls too
  std::size_t lines = 40; ///< of a screen
  style look = style(false);

  /// Short where everything has to fit a screen.
  std::string place_of(const model::Location &at) const;
};

/// Why two handlers conflict.
std::string why_pair(const linked_file &file, const std::string &a, const std::string &b,
                     const why_options &options);

/// Why a handler conflicts with itself, and where that leaves it with the others.
std::string why_handler(const linked_file &file, const std::string &part,
                        const why_options &options);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_WHY_HPP

//===- tool/sarif.hpp - Findings in SARIF 2.1.0 -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For code scanning: a result for each finding, at the user's line, with both call
// chains as code flows. Paths below the source root are relative to it.
//
// Assumptions are no results; what a result rests on is among its properties.
//
// Services take only so many results. Where there are more, each pair of handlers keeps
// its most telling ones, and the run says how many were left out.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_SARIF_HPP
#define POLYCHROME_TOOL_SARIF_HPP

#include "tool/input.hpp"

#include <cstddef>
#include <string>

namespace polychrome::tool {

struct sarif_options {
  std::string source_root = ".";
  std::size_t max_results = 5000; ///< 0: all of them

  bool operator==(const sarif_options &) const = default;
};

std::string sarif(const linked_file &file, const sarif_options &options);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_SARIF_HPP

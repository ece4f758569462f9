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
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_SARIF_HPP
#define POLYCHROME_TOOL_SARIF_HPP

#include "tool/input.hpp"

#include <string>

namespace polychrome::tool {

std::string sarif(const linked_file &file, const std::string &source_root);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_SARIF_HPP

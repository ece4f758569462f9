//===- tool/why.hpp - Why handlers conflict ---------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reasons behind a cell or a row: both accesses, how each is reached, and
// the library models that the verdict takes on trust.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_WHY_HPP
#define POLYCHROME_TOOL_WHY_HPP

#include "pass/model/Program.h"
#include "tool/words.hpp"

#include <string>

namespace polychrome::tool {

struct why_options {
  std::string program_path;
  bool all = false; ///< every reason, not just the first few
  style look = style(false);
};

/// The rows of the handler that `part` names: its number, its whole name, or a
/// part of its name that no other handler's has. A handler may have several rows
/// (one for success, one for errors). Throws input_error that lists candidates.
std::vector<std::uint32_t> find_handler(const model::Program &program, const std::string &part);

/// Why two handlers conflict.
std::string why_pair(const model::Program &program, const std::string &a, const std::string &b,
                     const why_options &options);

/// What a handler touches and whom that keeps it apart from.
std::string why_handler(const model::Program &program, const std::string &part,
                        const why_options &options);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_WHY_HPP

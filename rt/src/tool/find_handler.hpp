//===- tool/find_handler.hpp - Handlers by what people type -----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handler is named by its number, its whole name, or a part of its name that no
// other handler's has. It may have several rows: one for success and one for
// errors, or one for each kind of operation that completes it.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_FIND_HANDLER_HPP
#define POLYCHROME_TOOL_FIND_HANDLER_HPP

#include "pass/model/Program.h"

#include <cstdint>
#include <string>
#include <vector>

namespace polychrome::tool {

/// The rows of the handler that `part` names. Throws input_error that lists
/// candidates.
std::vector<std::uint32_t> find_handler(const model::Program &program, const std::string &part);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_FIND_HANDLER_HPP

//===- tool/rare_path.hpp - A call behind which all conflicts lie -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_RARE_PATH_HPP
#define POLYCHROME_TOOL_RARE_PATH_HPP

#include "pass/model/Program.h"

#include <cstdint>
#include <string>
#include <vector>

namespace polychrome::tool {

/// The function behind whose call lies all with which one of two rows holds up the other,
/// whatever their contexts, if that row does more: where the call is rare, a handler of its own
/// keeps it out of the way. Empty if there is none. `reasons` are all that the two have.
std::string rare_path(const model::Program &program, std::uint32_t a, std::uint32_t b,
                      const std::vector<model::Reason> &reasons);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_RARE_PATH_HPP

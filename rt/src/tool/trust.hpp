//===- tool/trust.hpp - Why two accesses are not in the way -----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What two handlers both do and what keeps them apart all the same not: the source
// promises that it does not matter, or their updates commute.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_TRUST_HPP
#define POLYCHROME_TOOL_TRUST_HPP

#include "pass/model/Program.h"

#include <string>
#include <vector>

namespace polychrome::tool {

/// A line each, without its end.
std::vector<std::string> not_in_the_way(const model::Row &a, const model::Row &b);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_TRUST_HPP

//===- tool/matrix_dot.hpp - The matrix for Graphviz ------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Handlers as nodes, one cluster a hue; a solid edge joins two that never run
// together, a dashed one two that wait where they share a context. What runs alone
// would be joined to everything, so it stands apart.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_MATRIX_DOT_HPP
#define POLYCHROME_TOOL_MATRIX_DOT_HPP

#include "pass/model/Program.h"

#include <string>

namespace polychrome::tool {

std::string matrix_dot(const model::Program &program);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_MATRIX_DOT_HPP

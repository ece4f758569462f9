//===- tool/matrix_text.hpp - The matrix for people -------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Handlers with their places, the lower triangle of the matrix (two bits a cell,
// context before global), the units that took part, and what the bits mean. A
// wide matrix is printed in bands of columns, so that forty handlers fit.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_MATRIX_TEXT_HPP
#define POLYCHROME_TOOL_MATRIX_TEXT_HPP

#include "tool/input.hpp"

#include <string>

namespace polychrome::tool {

std::string matrix_text(const linked_file &file, bool colours);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_MATRIX_TEXT_HPP

//===- tool/matrix_json.hpp - The matrix for programs -----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Version 1 of the JSON form. It is a promise to users: members may be added,
// none may change its meaning without a new version.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_MATRIX_JSON_HPP
#define POLYCHROME_TOOL_MATRIX_JSON_HPP

#include "pass/model/Program.h"

#include <string>

namespace polychrome::tool {

std::string matrix_json(const model::Program &program);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_MATRIX_JSON_HPP

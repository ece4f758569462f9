//===- tool/naming.hpp - Regions and keys by source names -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Linking names a region by what one effect knows. All effects of a row together
// know more: which class a closure's pointer leads to, so which member of it holds
// a container's storage or a socket's implementation. Names only; no verdict is
// touched.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_NAMING_HPP
#define POLYCHROME_TOOL_NAMING_HPP

#include "pass/model/Program.h"
#include "pass/model/Types.h"

#include <string>

namespace polychrome::tool {

/// Rewrites the texts of regions, keys and causes.
void name_for_people(model::Program &program, const model::Types &types);

/// Mangled names within a text, as the source has them.
std::string demangled(const std::string &given);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_NAMING_HPP

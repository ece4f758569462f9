//===- LibraryNames.h - What is a library's, and short names ----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reports are about the programmer's own lines and names. A line is a library's by
// its folder: what the system installs under /usr is nobody's program. A name is by
// its namespace.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_REPORT_LIBRARYNAMES_H
#define POLYCHROME_REPORT_LIBRARYNAMES_H

#include "pass/model/Summary.h"

#include <string>
#include <string_view>

namespace polychrome {

/// In a header or source of a library's, or nowhere.
bool inLibrary(const model::Location &At);

/// Is a type or variable of this name a library's?
bool ofLibrary(std::string_view Name);

/// "std::vector<int, A>::push_back" -> "std::vector::push_back", and
/// "f()::'lambda'(int)::operator()" -> "f::lambda".
std::string shortName(std::string_view Function);

} // namespace polychrome

#endif // POLYCHROME_REPORT_LIBRARYNAMES_H

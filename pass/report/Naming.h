//===- Naming.h - Regions and keys by source names --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Linking names a region by what one effect knows. All effects of a row together
// know more: which class a closure's pointer leads to, so which member of it holds
// a container's storage or a socket's implementation. Remarks and the command both
// speak these names. Names only; no verdict is touched.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_REPORT_NAMING_H
#define POLYCHROME_REPORT_NAMING_H

#include "pass/model/Program.h"
#include "pass/model/Types.h"

#include <string>
#include <string_view>

namespace polychrome {

/// Behind the name of a member or variable: the storage that it owns, not itself.
inline constexpr std::string_view ContentsMark = " (contents)";

/// Rewrites the texts of regions, keys and causes.
void nameForPeople(model::Program &Program, const model::Types &Types);

/// Mangled names within a text, as the source has them.
std::string demangled(const std::string &Given);

} // namespace polychrome

#endif // POLYCHROME_REPORT_NAMING_H

//===- Commutes.h - Updates that do not commute -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// -Wpolychrome-commutes: a [[polychrome::commutes]] variable or field that is used in
// a way that does not commute, or by two operators that do not commute with each
// other. An error unless it is told not to be. See docs/checks/commutes.md.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_CHECKS_COMMUTES_H
#define POLYCHROME_CLANG_PLUGIN_CHECKS_COMMUTES_H

#include "clang-plugin/Check.h"

namespace polychrome {

extern const Check Commutes;

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_CHECKS_COMMUTES_H

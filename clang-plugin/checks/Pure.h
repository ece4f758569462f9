//===- Pure.h - Pure functions that change something ------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// -Wpolychrome-pure: a [[polychrome::pure]] function that writes what outlives it. An
// error unless it is told not to be. See docs/checks/pure.md.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_CHECKS_PURE_H
#define POLYCHROME_CLANG_PLUGIN_CHECKS_PURE_H

#include "clang-plugin/Check.h"

namespace polychrome {

extern const Check Pure;

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_CHECKS_PURE_H

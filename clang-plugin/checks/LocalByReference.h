//===- LocalByReference.h - Handlers that refer to a local variable -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// -Wpolychrome-local-by-reference: a handler runs when the function that started it
// has returned, so a reference to that function's variables leads nowhere then; one
// to a loop's variable is the textbook race. Functions that themselves run the loop,
// or wait for what they started, are left alone. See
// docs/checks/local-by-reference.md.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_CHECKS_LOCALBYREFERENCE_H
#define POLYCHROME_CLANG_PLUGIN_CHECKS_LOCALBYREFERENCE_H

#include "clang-plugin/Check.h"

namespace polychrome {

extern const Check LocalByReference;

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_CHECKS_LOCALBYREFERENCE_H

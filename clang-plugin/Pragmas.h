//===- Pragmas.h - #pragma clang diagnostic for our groups ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang hands `#pragma clang diagnostic` to one handler, which tells nobody of a group
// that it does not know and warns of it. So that handler is replaced by one that knows
// ours as well, and otherwise does what clang's does.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_PRAGMAS_H
#define POLYCHROME_CLANG_PLUGIN_PRAGMAS_H

#include <memory>

namespace clang {
class Preprocessor;
}

namespace polychrome {

class Warnings;

/// For `#pragma clang` and `#pragma GCC`.
void handlePragmas(clang::Preprocessor &PP, std::shared_ptr<Warnings> W);

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_PRAGMAS_H

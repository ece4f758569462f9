//===- Includes.h - Headers that a fix-it needs -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_INCLUDES_H
#define POLYCHROME_CLANG_PLUGIN_INCLUDES_H

#include "clang/Basic/Diagnostic.h"

namespace polychrome {

struct CheckContext;

/// Has the unit a declaration of this name in namespace polychrome?
bool declares(const clang::ASTContext &AST, llvm::StringRef Name);

/// Adds to a fix-it for `At` that its file includes <Header>, above what it includes already;
/// once for each file.
void offerInclude(const clang::DiagnosticBuilder &W, clang::SourceLocation At,
                  llvm::StringRef Header, CheckContext &C);

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_INCLUDES_H

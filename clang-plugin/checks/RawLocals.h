//===- RawLocals.h - Objects that a function lets go of ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Half of -Wpolychrome-raw-owner: a function starts a handler with a pointer to an object,
// and then deletes it, or returns while the object's owner is one of its local variables.
// A function that runs the loop in between, as main does, is left alone, and so is an owner
// that is moved anywhere.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_CHECKS_RAWLOCALS_H
#define POLYCHROME_CLANG_PLUGIN_CHECKS_RAWLOCALS_H

#include "clang-plugin/SourceHandlers.h"

#include "clang/AST/Expr.h"

namespace polychrome {

/// How the object ends before the handler may have run.
struct LocalEnd {
  const clang::CXXDeleteExpr *Deleted = nullptr;
  const clang::VarDecl *Owner = nullptr; ///< a local unique_ptr or shared_ptr
  /// No mention of the owner follows the start of the handler: it could be handed over.
  bool OwnerIsFree = false;
  explicit operator bool() const { return Deleted || Owner; }
};

/// Of what a captured variable points to.
LocalEnd localEnd(const clang::VarDecl *Captured, const SourceHandler &H, clang::ASTContext &AST);
/// Of what an argument that the handler stores points to.
LocalEnd localEnd(const clang::Expr *Stored, const SourceHandler &H, clang::ASTContext &AST);

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_CHECKS_RAWLOCALS_H

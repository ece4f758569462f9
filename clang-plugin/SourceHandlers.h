//===- SourceHandlers.h - Which code of the unit runs in handlers -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Handlers as the source shows them: what is passed to Asio's and Beast's asynchronous
// functions and to post, dispatch and defer, directly or in bind, bind_executor and the
// like; functions marked POLYCHROME_HANDLER or [[polychrome::handler]].
//
// These are for advice only: the pass finds handlers by itself and depends on none of
// this. So what is not recognised (a completion token of the user's own, a function object
// with operator()) is left out rather than guessed.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_SOURCEHANDLERS_H
#define POLYCHROME_CLANG_PLUGIN_SOURCEHANDLERS_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <vector>

namespace clang {
class CallExpr;
class Decl;
class Expr;
class FunctionDecl;
class LambdaExpr;
class Stmt;
} // namespace clang

namespace polychrome {

struct SourceHandler {
  const clang::LambdaExpr *Lambda = nullptr; ///< null for functions
  const clang::FunctionDecl *Function = nullptr;
  /// Where it is handed over; null for functions that are only marked.
  const clang::CallExpr *Started = nullptr;
  /// The function that contains that call; null at namespace scope.
  const clang::FunctionDecl *Within = nullptr;
  /// What a bind stores beside the function.
  llvm::SmallVector<const clang::Expr *, 4> Bound;

  const clang::Stmt *body() const;
};

std::vector<SourceHandler> findHandlers(llvm::ArrayRef<clang::Decl *> Own);

/// Calls `See` for each statement and expression of the handler, and of the functions of
/// its own class that it calls on itself, one level deep: those with the call. Lambdas are
/// entered only where they are called on the spot, as by the algorithms of std.
void forEachStep(const SourceHandler &H,
                 llvm::function_ref<void(const clang::Stmt *, const clang::CallExpr *Through)> See);

/// Without what the compiler puts around: conversions, temporaries, copies, std::move.
const clang::Expr *bare(const clang::Expr *E);

/// "std::thread::join"; inline namespaces and template arguments left out.
std::string nameOf(const clang::FunctionDecl *F);

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_SOURCEHANDLERS_H

//===- Attributes.h - [[polychrome::...]] -----------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Four attributes, which become annotations in the IR, where the pass reads them:
//
//   handler      functions, lambdas       "polychrome.handler", as POLYCHROME_HANDLER
//   commutes     variables, fields        "polychrome.commutes"
//   pure         functions                "polychrome.pure:NAME"
//   independent  functions, variables,    "polychrome.independent:NAME"
//                fields
//
// An attribute where it means nothing is an error that offers to remove it. Without this
// plugin a compiler ignores them, and then nothing is promised: sound, and slower.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_ATTRIBUTES_H
#define POLYCHROME_CLANG_PLUGIN_ATTRIBUTES_H

namespace clang {
class Decl;
class FunctionDecl;
class LambdaExpr;
} // namespace clang

namespace polychrome {

/// By the attribute or by POLYCHROME_HANDLER.
bool isMarkedHandler(const clang::FunctionDecl *F);
bool isMarkedCommuting(const clang::Decl *D);
bool isMarkedPure(const clang::Decl *D);

/// Has the attribute been seen in this unit at all?
bool anyCommutes();
bool anyPure();

/// A lambda that is a handler is posted as the function that it converts to, so that
/// function is what the pass has to know.
void markInvoker(const clang::LambdaExpr *L);

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_ATTRIBUTES_H

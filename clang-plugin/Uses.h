//===- Uses.h - How code uses a variable or a field -------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each mention of a variable or field is a read, an update by one of the operators that
// commute with themselves and of which nobody looks at the result, any other write, or
// lets the address go, after which nothing is known. What is not recognised lets go.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_USES_H
#define POLYCHROME_CLANG_PLUGIN_USES_H

#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang {
class Expr;
class FunctionDecl;
class Stmt;
class ValueDecl;
} // namespace clang

namespace polychrome {

enum class Use {
  Read,
  Add, ///< ++ -- += -=
  Or,  ///< |=
  And, ///< &=
  Xor, ///< ^=
  Write,
  LetGo ///< its address or a reference to it is taken
};

constexpr bool commutes(Use U) {
  return U == Use::Add || U == Use::Or || U == Use::And || U == Use::Xor;
}

/// Calls `See` for each mention in this code of what is wanted, with the expression that
/// uses it: `n` itself, or `n += 2`. Lambdas in it are part of it.
void forEachUse(const clang::Stmt *Code, llvm::function_ref<bool(const clang::ValueDecl *)> Wanted,
                llvm::function_ref<void(const clang::ValueDecl *, const clang::Expr *, Use)> See);

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_USES_H

//===- Check.h - A check, and the list of them ------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A check looks at one handler at a time, or at the unit's own code as a whole, and says
// what it finds in a warning group of its own. Each lies in a pair of files in checks/,
// and stands in the list in Check.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_CHECK_H
#define POLYCHROME_CLANG_PLUGIN_CHECK_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"

#include <set>
#include <string>

namespace clang {
class ASTContext;
class Decl;
} // namespace clang

namespace polychrome {

class Warnings;
struct SourceHandler;

/// What a check may need besides the code.
struct CheckContext {
  clang::ASTContext &AST;
  Warnings &Warn;
  /// Which file has been offered which header.
  std::set<std::pair<clang::FileID, std::string>> Including = {};
};

struct Check {
  const char *Name; ///< of the group -Wpolychrome-<Name>, and of the page in docs/checks/
  bool DefaultsToError;
  /// Called once for each handler; or null.
  void (*OnHandler)(const SourceHandler &H, CheckContext &C);
  /// Called once, with the unit's top-level declarations outside of system headers; or null.
  void (*OnUnit)(llvm::ArrayRef<clang::Decl *> Own, CheckContext &C);
};

/// In the order of their names.
llvm::ArrayRef<const Check *> allChecks();

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_CHECK_H

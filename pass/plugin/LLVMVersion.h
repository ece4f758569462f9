//===- LLVMVersion.h - What differs between LLVM 19 and 22 ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place that knows which version the pass and the clang plugin are built for
// (-DPOLYCHROME_LLVM). What concerns clang is templates, so that the pass needs none of
// its headers.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_PLUGIN_LLVMVERSION_H
#define POLYCHROME_PLUGIN_LLVMVERSION_H

#include "llvm/ADT/StringSwitch.h"
#include "llvm/Config/llvm-config.h"

#if LLVM_VERSION_MAJOR >= 22
#include "llvm/Plugins/PassPlugin.h"
#else
#include "llvm/Passes/PassPlugin.h"
#endif

#include <initializer_list>

namespace polychrome {

/// llvm::StringSwitch with lists of names: LLVM 19 takes no list, LLVM 22 wants one.
template <typename T> class NameSwitch {
public:
  explicit NameSwitch(llvm::StringRef Name) : Switch(Name) {}

  NameSwitch &Case(llvm::StringLiteral Name, T Value) {
    Switch.Case(Name, std::move(Value));
    return *this;
  }
  NameSwitch &Cases(std::initializer_list<llvm::StringLiteral> Names, T Value) {
    for (llvm::StringLiteral Name : Names)
      Switch.Case(Name, Value);
    return *this;
  }
  T Default(T Value) { return Switch.Default(std::move(Value)); }

private:
  llvm::StringSwitch<T> Switch;
};

/// The type that a clang::TagDecl declares.
template <typename ASTContext, typename TagDecl>
auto typeOfTag(const ASTContext &AST, const TagDecl *D) {
#if LLVM_VERSION_MAJOR >= 22
  return AST.getCanonicalTagType(D);
#else
  return AST.getTagDeclType(D);
#endif
}

} // namespace polychrome

#endif // POLYCHROME_PLUGIN_LLVMVERSION_H

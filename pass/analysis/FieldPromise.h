//===- FieldPromise.h - An access through a field that is promised -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang wraps the address of each mention of an annotated field in llvm.ptr.annotation. An
// address that is computed from there, in the flattened function, lies in the field.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_FIELDPROMISE_H
#define POLYCHROME_ANALYSIS_FIELDPROMISE_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace llvm {
class Value;
} // namespace llvm

namespace polychrome {

/// The text of a constant C string, or empty.
llvm::StringRef constantText(const llvm::Value *V);

/// "server.cpp:41", of an annotation's operands.
std::string annotatedPlace(const llvm::Value *File, const llvm::Value *Line);

/// "[[polychrome::independent]] session::cache_", which is also the resource's name.
std::string promiseText(llvm::StringRef Word, llvm::StringRef Name);

struct FieldPromise {
  std::string Text; ///< as promiseText(); empty: none
  std::string Place;
};

/// Is this an address in a field marked [[polychrome::independent]]?
FieldPromise promisedField(const llvm::Value *Address);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_FIELDPROMISE_H

//===- UniqueOwners.h - Is a std::unique_ptr alone? -------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unique_ptr owns what it is made from if that is a new object, null, or what another
// one has released. Where it is made from, or set to, anything else, a second one may
// have the object, as it may where std::default_delete is specialised and need not delete.
// Then a std::unique_ptr<T> is a pointer like any other, in all units, and so are those
// that objects come to from it.
//
// Soundness: taken from the module as clang emits it, every function of it. Not noticed
// are two that are made in one function from one new object by calls in different
// branches of a value's way; a count of the calls for each variable finds the others.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_UNIQUEOWNERS_H
#define POLYCHROME_ANALYSIS_UNIQUEOWNERS_H

#include "pass/model/Summary.h"

#include <vector>

namespace llvm {
class Module;
} // namespace llvm

namespace polychrome {

/// From T to T of std::unique_ptr<T>; from AnyOwner where it is not alone.
std::vector<model::OwnerFlow> uniqueFlows(const llvm::Module &M);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_UNIQUEOWNERS_H

//===- YoungObjects.h - Made since a coroutine was resumed ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of a coroutine's body (Coroutines.h): is the object at an address one that this very
// invocation has made? It is as private then as a handler's fresh objects are, whoever may
// find its address later. An exception that is caught is the common case: the code that
// catches it cannot be suspended.
//
// The address has to come straight from what made the object, not out of memory, and no
// suspension may lie on any way from there to the use, but for ways on which it is made anew.
//
// Assumed: exceptions cross no suspension. Asio rethrows those of the thread's own operations
// (Coroutines.h); std::rethrow_exception() runs alone.
//
// Not handled: objects whose address was in memory meanwhile.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_YOUNGOBJECTS_H
#define POLYCHROME_ANALYSIS_YOUNGOBJECTS_H

#include <set>
#include <utility>

namespace llvm {
class CallBase;
class Instruction;
class Value;
} // namespace llvm

namespace polychrome {

class Models;

/// Is Address, where it is used, that of such an object, or of none of the function's?
class YoungObjects {
public:
  explicit YoungObjects(const Models &L) : Lib(L) {}

  bool contain(const llvm::Value *Address, const llvm::Instruction &Use) const;

private:
  /// Values, and whether only an exception would do.
  using Seen = std::set<std::pair<const llvm::Value *, bool>>;

  const Models &Lib;

  bool isYoung(const llvm::Value *V, const llvm::Instruction &Use, bool Caught, Seen &Before) const;
  bool isYoungResult(const llvm::CallBase &C, bool Caught, Seen &Before) const;
};

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_YOUNGOBJECTS_H

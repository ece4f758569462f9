//===- ClosureNames.h - What the source calls a closure's pointers -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A key is a pointer at some byte of an operation object. Debug information knows the
// object's members down to the user's function object, and what it calls those: a lambda's
// captures ("this", "self"), a class's members, the object that std::bind binds a member
// function to ("this"). A handler that is a plain function has its parameters' names.
//
// For people only: of the library's own members, and where debug information does not say,
// there are no names.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_CLOSURENAMES_H
#define POLYCHROME_ANALYSIS_CLOSURENAMES_H

#include "pass/model/Summary.h"

#include <vector>

namespace llvm {
class Function;
}

namespace polychrome {

class FieldNames;

/// Of the pointers in the closures of handler F, by offset.
std::vector<model::SlotName> closureNames(const llvm::Function &F, model::HandlerKind Kind,
                                          const FieldNames &Classes);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_CLOSURENAMES_H

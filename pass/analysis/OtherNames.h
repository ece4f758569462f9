//===- OtherNames.h - Variables by more than one name -----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One variable may be known to two units by two names: by an alias, or because assembler at
// file scope sets one symbol to another.
//
// Soundness: all symbols of a statement in assembler that may set one are taken to be names of
// one variable, at places unknown. Functions need nothing: one that is called by a name without
// a summary may do anything.
//
// Not handled: names that assembler files or the linker's own scripts give.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_OTHERNAMES_H
#define POLYCHROME_ANALYSIS_OTHERNAMES_H

#include "pass/model/Summary.h"

#include <string>
#include <vector>

namespace llvm {
class Module;
} // namespace llvm

namespace polychrome {

/// The variables' second names, sorted.
std::vector<model::AliasInfo> otherNames(const llvm::Module &M, const std::string &Unit);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_OTHERNAMES_H

//===- SourceInfo.h - Where an instruction comes from -----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Line tables as model::Location, and the inlined-at chain as the call chain
// that led to an access.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_SOURCEINFO_H
#define POLYCHROME_ANALYSIS_SOURCEINFO_H

#include "pass/model/Summary.h"

#include "llvm/ADT/StringRef.h"

namespace llvm {
class Function;
class Instruction;
} // namespace llvm

namespace polychrome {

model::Location locationOf(const llvm::Instruction &I);
model::Location locationOf(const llvm::Function &F);

/// The calls between the function that contains I and the code that I was
/// written in, outermost first; library-internal frames are left out.
std::vector<model::Frame> callChain(const llvm::Instruction &I);

/// A function's qualified name without parameters and return type; `F` may be
/// mangled. Lambdas read `::lambda`.
std::string qualifiedName(llvm::StringRef Mangled);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_SOURCEINFO_H

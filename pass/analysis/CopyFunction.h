//===- CopyFunction.h - A second copy of a function -------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's CloneFunction gives the copy a subprogram of its own, for which it looks at all debug
// information that can be reached from the function: for a handler, nearly the unit's, and that
// costs more than the copy. Here the copy's places are those of the original, subprogram
// included. LLVM's verifier would not accept two functions with one subprogram, so this is for
// what is analysed and thrown away.
//
// Not handled: records of variables, which dropVariables() has removed by then.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_COPYFUNCTION_H
#define POLYCHROME_ANALYSIS_COPYFUNCTION_H

#include "llvm/IR/Function.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

namespace polychrome {

enum class Places { Kept, Dropped };

/// A copy of F in its module; Map leads from F's values to the copy's.
llvm::Function *copyFunction(llvm::Function &F, llvm::ValueToValueMapTy &Map,
                             Places Of = Places::Kept);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_COPYFUNCTION_H

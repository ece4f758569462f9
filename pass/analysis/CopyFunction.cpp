//===- CopyFunction.cpp - A second copy of a function ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/CopyFunction.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/Transforms/Utils/Cloning.h"

using namespace llvm;

namespace polychrome {

Function *copyFunction(Function &F, ValueToValueMapTy &Map, Places Of) {
  DISubprogram *Program = F.getSubprogram();
  SmallVector<DebugLoc, 64> Locations;
  F.setSubprogram(nullptr);
  for (Instruction &I : instructions(F)) {
    Locations.push_back(I.getDebugLoc());
    I.setDebugLoc(DebugLoc());
  }
  Function *Copy = CloneFunction(&F, Map);
  F.setSubprogram(Program);
  for (auto [I, At] : zip_equal(instructions(F), Locations))
    I.setDebugLoc(At);
  if (Of == Places::Dropped)
    return Copy;
  Copy->setSubprogram(Program);
  for (auto [I, At] : zip_equal(instructions(*Copy), Locations))
    I.setDebugLoc(At);
  return Copy;
}

} // namespace polychrome

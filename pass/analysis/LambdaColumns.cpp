//===- LambdaColumns.cpp - In which column a lambda begins ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/LambdaColumns.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace polychrome {

namespace {

/// The lambda that the function belongs to, which has no name of its own, or null.
const DICompositeType *lambdaOf(const Function &F) {
  const DISubprogram *S = F.getSubprogram();
  auto *Class = S ? dyn_cast_or_null<DICompositeType>(S->getScope()) : nullptr;
  return Class && Class->getName().empty() && isa_and_nonnull<DISubprogram>(Class->getScope())
             ? Class
             : nullptr;
}

/// A lambda's object, as a variable of the function.
bool isClosure(const Value *V) {
  auto *Object = dyn_cast<AllocaInst>(V->stripPointerCasts());
  auto *Type = Object ? dyn_cast<StructType>(Object->getAllocatedType()) : nullptr;
  return Type && Type->hasName() && Type->getName().starts_with("class.anon");
}

/// A variable's life begins where its name stands, not where the lambda does.
bool declaresVariable(const DISubprogram &S, unsigned Line) {
  return any_of(S.getRetainedNodes(), [&](const DINode *N) {
    auto *V = dyn_cast_or_null<DILocalVariable>(N);
    return V && V->getLine() == Line;
  });
}

bool makesClosure(const Instruction &I, const DISubprogram &S) {
  if (auto *Capture = dyn_cast<GetElementPtrInst>(&I))
    return isClosure(Capture->getPointerOperand());
  auto *Begin = dyn_cast<IntrinsicInst>(&I);
  return Begin && Begin->getIntrinsicID() == Intrinsic::lifetime_start &&
         isClosure(Begin->getArgOperand(Begin->arg_size() - 1)) &&
         !declaresVariable(S, I.getDebugLoc().getLine());
}

} // namespace

LambdaColumns::LambdaColumns(const Module &M) {
  for (const Function &F : M)
    if (const DICompositeType *Class = lambdaOf(F))
      Lines[{cast<DISubprogram>(Class->getScope()), Class->getLine()}].Lambdas.insert(Class);
  if (Lines.empty())
    return;
  for (const Function &F : M)
    noteColumns(F);
}

void LambdaColumns::noteColumns(const Function &Maker) {
  const DISubprogram *S = Maker.getSubprogram();
  if (!S)
    return;
  for (const Instruction &I : instructions(Maker)) {
    const DebugLoc &At = I.getDebugLoc();
    if (!At || !At.getCol() || At->getScope()->getSubprogram() != S)
      continue;
    if (auto It = Lines.find({S, At.getLine()}); It != Lines.end() && makesClosure(I, *S))
      It->second.Columns.insert(At.getCol());
  }
}

unsigned LambdaColumns::of(const Function &CallOperator) const {
  const DICompositeType *Class = lambdaOf(CallOperator);
  auto It =
      Class ? Lines.find({cast<DISubprogram>(Class->getScope()), Class->getLine()}) : Lines.end();
  if (It == Lines.end() || It->second.Lambdas.size() != 1 || It->second.Columns.size() != 1)
    return 0;
  return *It->second.Columns.begin();
}

} // namespace polychrome

//===- ReadOnly.cpp - Variables that a unit only reads --------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/ReadOnly.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace polychrome {

namespace {

/// Values that may be the address, before it counts as written.
constexpr std::size_t MaxValues = 4096;

/// Follows an address to what is done with it.
class Uses {
public:
  bool onlyRead(const GlobalVariable &G) {
    add(&G);
    while (!Work.empty() && Seen.size() < MaxValues)
      if (!all_of(Work.pop_back_val()->uses(), [&](const Use &U) { return isRead(U); }))
        return false;
    return Work.empty();
  }

private:
  SmallVector<const Value *> Work;
  SmallPtrSet<const Value *, 16> Seen;

  bool add(const Value *V) {
    if (Seen.insert(V).second)
      Work.push_back(V);
    return true;
  }

  /// The address in a local variable of which nobody else knows: whoever loads it has it.
  bool keep(const AllocaInst &A) {
    if (!A.getAllocatedType()->isPointerTy())
      return false;
    for (const User *U : A.users()) {
      if (auto *L = dyn_cast<LoadInst>(U); L && L->getType()->isPointerTy()) {
        add(L);
        continue;
      }
      auto *S = dyn_cast<StoreInst>(U);
      if (!(S && S->getPointerOperand() == &A) && !isa<LifetimeIntrinsic, DbgInfoIntrinsic>(U))
        return false;
    }
    return true;
  }

  bool pass(const CallBase &C, const Use &U) {
    if (auto *M = dyn_cast<MemTransferInst>(&C))
      return &U == &M->getRawSourceUse();
    if (isa<LifetimeIntrinsic, DbgInfoIntrinsic, AssumeInst>(C))
      return true;
    const Function *F = C.getCalledFunction();
    if (!F || F->isDeclaration() || F->isInterposable() || F->isVarArg() || !C.isArgOperand(&U) ||
        C.isPassPointeeByValueArgument(C.getArgOperandNo(&U)) ||
        C.getFunctionType() != F->getFunctionType())
      return false;
    return add(F->getArg(C.getArgOperandNo(&U)));
  }

  bool isRead(const Use &U) {
    const User *I = U.getUser();
    if (auto *L = dyn_cast<LoadInst>(I))
      return !L->isVolatile();
    if (isa<GEPOperator>(I) && U.getOperandNo() == 0)
      return add(I);
    if (isa<PHINode>(I) || (isa<SelectInst>(I) && U.getOperandNo() != 0))
      return add(I);
    if (isa<ICmpInst>(I))
      return true;
    if (auto *S = dyn_cast<StoreInst>(I)) {
      auto *A = dyn_cast<AllocaInst>(S->getPointerOperand());
      return U.getOperandNo() == 0 && A && keep(*A);
    }
    auto *C = dyn_cast<CallBase>(I);
    return C && pass(*C, U);
  }
};

bool hasNoPointers(const Constant &C) {
  return !C.getType()->isPointerTy() && !isa<ConstantExpr>(C) &&
         all_of(C.operands(), [](const Use &U) { return hasNoPointers(*cast<Constant>(U.get())); });
}

bool leadsToConstants(const Constant &C) {
  if (isa<ConstantPointerNull>(C))
    return true;
  if (auto *To = dyn_cast<GlobalVariable>(C.stripInBoundsConstantOffsets()))
    return To->isConstant() && To->hasDefinitiveInitializer() &&
           hasNoPointers(*To->getInitializer());
  return !C.getType()->isPointerTy() && !isa<ConstantExpr>(C) &&
         all_of(C.operands(),
                [](const Use &U) { return leadsToConstants(*cast<Constant>(U.get())); });
}

} // namespace

bool isOnlyRead(const GlobalVariable &G) {
  return !G.isThreadLocal() && !G.hasSection() && !G.isExternallyInitialized() &&
         Uses().onlyRead(G);
}

bool leadsToConstants(const GlobalVariable &G) {
  return G.hasDefinitiveInitializer() && !G.hasCommonLinkage() &&
         leadsToConstants(*G.getInitializer());
}

} // namespace polychrome

//===- YoungObjects.cpp - Made since a coroutine was resumed --------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/YoungObjects.h"

#include "pass/analysis/Coroutines.h"
#include "pass/analysis/Models.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

#include <vector>

using namespace llvm;

namespace polychrome {

namespace {

/// May another invocation run between this and the next instruction?
bool suspends(const Instruction &I) {
  if (auto *L = dyn_cast<LoadInst>(&I))
    return L->getPointerOperand()->getName() == ThreadVariable && L->isVolatile();
  auto *C = dyn_cast<CallBase>(&I);
  const Function *Callee = C ? C->getCalledFunction() : nullptr;
  return Callee && Callee->getName() == PointFunction;
}

/// Is there a way from one to the other on which the coroutine is suspended, and which does not
/// come by the first one again?
bool suspendedBetween(const Instruction &From, const Instruction &To) {
  std::set<std::pair<const BasicBlock *, bool>> Seen;
  std::vector<std::pair<const Instruction *, bool>> Work;
  auto Leave = [&](const BasicBlock &B, bool Suspended) {
    for (const BasicBlock *Next : successors(&B))
      if (Seen.insert({Next, Suspended}).second)
        Work.push_back({&Next->front(), Suspended});
  };
  if (From.isTerminator())
    Leave(*From.getParent(), suspends(From));
  else
    Work.push_back({From.getNextNode(), suspends(From)});
  while (!Work.empty()) {
    auto [I, Suspended] = Work.back();
    Work.pop_back();
    for (; I && I != &From; I = I->getNextNode()) {
      if (I == &To && Suspended)
        return true;
      Suspended |= suspends(*I);
      if (I->isTerminator())
        Leave(*I->getParent(), Suspended);
    }
  }
  return false;
}

/// Also as a number, or among others.
bool mayHoldAddress(const Type &T) {
  return !T.isFloatingPointTy() && !(T.isIntegerTy() && T.getIntegerBitWidth() < 64);
}

} // namespace

bool YoungObjects::contain(const Value *Address, const Instruction &Use) const {
  Seen Before;
  return isYoung(Address, Use, /*Caught=*/false, Before);
}

/// Caught: only an exception will do.
bool YoungObjects::isYoung(const Value *V, const Instruction &Use, bool Caught,
                           Seen &Before) const {
  // No object of the function's.
  if (isa<Constant>(V))
    return true;
  auto *I = dyn_cast<Instruction>(V);
  if (!I)
    return false;
  const bool First = Before.insert({I, Caught}).second;
  auto IsYoung = [&](const Value *Operand) { return isYoung(Operand, *I, Caught, Before); };
  bool Made;
  if (!First || isa<LandingPadInst>(I)) {
    // A phi that leads to itself is as young as its other values.
    Made = true;
  } else if (auto *P = dyn_cast<PHINode>(I)) {
    Made = all_of(P->incoming_values(), [&](const llvm::Use &Incoming) {
      return isYoung(Incoming, *P->getIncomingBlock(Incoming)->getTerminator(), Caught, Before);
    });
  } else if (auto *S = dyn_cast<SelectInst>(I)) {
    Made = IsYoung(S->getTrueValue()) && IsYoung(S->getFalseValue());
  } else if (isa<GetElementPtrInst, ExtractValueInst, FreezeInst>(I)) {
    Made = IsYoung(I->getOperand(0));
  } else if (auto *C = dyn_cast<CallBase>(I)) {
    Made = isYoungResult(*C, Caught, Before);
  } else {
    Made = false;
  }
  return Made && !suspendedBetween(*I, Use);
}

/// Of an exception a function returns a part, or what no object of this function holds.
bool YoungObjects::isYoungResult(const CallBase &C, bool Caught, Seen &Before) const {
  if (isa<IntrinsicInst>(C) || C.isInlineAsm())
    return false;
  const Function *Callee = C.getCalledFunction();
  const Model *M = Callee ? Lib.function(*Callee) : nullptr;
  if (!M || M->has(ModelWord::Invokes))
    return !Caught && all_of(C.args(), [&](const llvm::Use &A) {
      return !mayHoldAddress(*A->getType()) || isYoung(A.get(), C, /*Caught=*/true, Before);
    });
  bool Known = false;
  for (const ModelEffect &Counted : M->Effects) {
    const ModelEffect E = atCall(Counted, C);
    switch (E.Word) {
    case ModelWord::Fresh:
      if (Caught)
        return false;
      break;
    case ModelWord::Returns:
    case ModelWord::ReturnsWithin:
      if (E.Arg >= C.arg_size() || !isYoung(C.getArgOperand(E.Arg), C, Caught, Before))
        return false;
      break;
    case ModelWord::FreshOwned:
    case ModelWord::ReturnsInto:
    case ModelWord::ReturnsOwned:
    case ModelWord::ReturnsStatic:
      return false;
    default:
      continue;
    }
    Known = true;
  }
  return Known;
}

} // namespace polychrome

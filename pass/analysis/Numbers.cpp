//===- Numbers.cpp - Integers that are no addresses -----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Numbers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace polychrome {

bool countsElements(const Instruction &I) {
  auto *Difference = I.getOpcode() == Instruction::SDiv && cast<PossiblyExactOperator>(I).isExact()
                         ? dyn_cast<BinaryOperator>(I.getOperand(0))
                         : nullptr;
  return Difference && Difference->getOpcode() == Instruction::Sub &&
         isa<ConstantInt>(I.getOperand(1)) && isa<PtrToIntInst>(Difference->getOperand(0)) &&
         isa<PtrToIntInst>(Difference->getOperand(1));
}

namespace {

constexpr unsigned MaxDepth = 6;

bool isSum(const Instruction &I) {
  return I.getOpcode() == Instruction::Add || I.getOpcode() == Instruction::Sub;
}

/// A character as a number, perhaps less '0'.
bool isDigit(const Value *V, unsigned Depth = 0) {
  auto *I = dyn_cast<Instruction>(V);
  if (!I || Depth > MaxDepth)
    return isa<ConstantInt>(V);
  if (isa<ZExtInst, SExtInst>(I) && I->getOperand(0)->getType()->isIntegerTy(8))
    return true;
  if (isa<ZExtInst, SExtInst, TruncInst>(I))
    return isDigit(I->getOperand(0), Depth + 1);
  return isSum(*I) && isa<ConstantInt>(I->getOperand(1)) && isDigit(I->getOperand(0), Depth + 1);
}

bool isMultiple(const Value *V, unsigned Depth = 0) {
  auto *I = dyn_cast<Instruction>(V);
  if (!I || Depth > MaxDepth)
    return false;
  if (I->getOpcode() == Instruction::Mul) {
    auto *By = dyn_cast<ConstantInt>(I->getOperand(1));
    return By && !By->isZero() && !By->getValue().abs().isPowerOf2();
  }
  if (isa<ZExtInst, SExtInst, TruncInst>(I))
    return isMultiple(I->getOperand(0), Depth + 1);
  if (!isSum(*I))
    return false;
  const Value *A = I->getOperand(0), *B = I->getOperand(1);
  return (isMultiple(A, Depth + 1) && (isDigit(B) || isMultiple(B, Depth + 1))) ||
         (isDigit(A) && isMultiple(B, Depth + 1));
}

} // namespace

bool countsNodes(const Type &Member, StringRef Struct) {
  constexpr StringRef Counting[] = {"std::_Rb_tree_header", "std::__detail::_List_node_header",
                                    "std::__detail::_List_size", "std::_Hashtable<"};
  return Member.isIntegerTy() &&
         any_of(Counting, [&](StringRef C) { return Struct.starts_with(C); });
}

bool countsInTens(const Instruction &I) { return isMultiple(&I); }

} // namespace polychrome

//===- AddressNotes.cpp - What is known of an address ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/AddressNotes.h"

#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace polychrome {

void noteAddress(IRBuilder<> &Here, Value *Address, StringRef Kind, MDNode *What) {
  Value *Addresses[] = {Address};
  CallInst *Assume = Here.CreateAssumption(
      Here.getTrue(), OperandBundleDef("noundef", ArrayRef<Value *>(Addresses)));
  Assume->setMetadata(Kind, What);
}

std::optional<AddressNote> addressNote(const Instruction &I, StringRef Kind) {
  auto *Assume = dyn_cast<AssumeInst>(&I);
  const MDNode *What = Assume ? Assume->getMetadata(Kind) : nullptr;
  if (!What || !Assume->getNumOperandBundles())
    return std::nullopt;
  return AddressNote{Assume->getOperandBundleAt(0).Inputs[0], What};
}

} // namespace polychrome

//===- FieldPromise.cpp - An access through a field that is promised ------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/FieldPromise.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace polychrome {

StringRef constantText(const Value *V) {
  auto *G = dyn_cast<GlobalVariable>(V->stripPointerCasts());
  auto *Data =
      G && G->hasInitializer() ? dyn_cast<ConstantDataSequential>(G->getInitializer()) : nullptr;
  return Data && Data->isCString() ? Data->getAsCString() : StringRef();
}

std::string annotatedPlace(const Value *File, const Value *Line) {
  auto *Number = dyn_cast<ConstantInt>(Line);
  return (constantText(File) + ":" + Twine(Number ? Number->getZExtValue() : 0)).str();
}

std::string promiseText(StringRef Word, StringRef Name) {
  return ("[[polychrome::" + Word + "]] " + Name).str();
}

FieldPromise promisedField(const Value *Address) {
  while (true) {
    Address = Address->stripPointerCasts();
    if (auto *Index = dyn_cast<GEPOperator>(Address)) {
      Address = Index->getPointerOperand();
      continue;
    }
    auto *Mark = dyn_cast<IntrinsicInst>(Address);
    if (!Mark || Mark->getIntrinsicID() != Intrinsic::ptr_annotation)
      return {};
    StringRef Text = constantText(Mark->getArgOperand(1));
    if (Text.consume_front("polychrome.independent:"))
      return {promiseText("independent", Text),
              annotatedPlace(Mark->getArgOperand(2), Mark->getArgOperand(3))};
    Address = Mark->getArgOperand(0);
  }
}

} // namespace polychrome

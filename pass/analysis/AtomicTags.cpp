//===- AtomicTags.cpp - The types of std::atomic's accesses ---------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/AtomicTags.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;

namespace polychrome {

namespace {

/// The name of T's TBAA node if this is a member of std::__atomic_base<T>, by its mangled name.
StringRef numberOf(StringRef Member) {
  if (!Member.consume_front("_ZN"))
    return {};
  Member.consume_front("V");
  Member.consume_front("K");
  if (!Member.consume_front("St13__atomic_baseI") || Member.substr(1, 1) != "E")
    return {};
  return StringSwitch<StringRef>(Member.take_front(1))
      .Case("b", "bool")
      .Case("s", "short")
      .Case("t", "short")
      .Case("i", "int")
      .Case("j", "int")
      .Case("l", "long")
      .Case("m", "long")
      .Case("x", "long long")
      .Case("y", "long long")
      .Default({});
}

/// The ancestor of all scalars, by way of some tag of the function's.
MDNode *characters(const Function &F) {
  for (const Instruction &I : instructions(F)) {
    const MDNode *Tag = I.getMetadata(LLVMContext::MD_tbaa);
    auto *Type = Tag && Tag->getNumOperands() >= 3 ? dyn_cast<MDNode>(Tag->getOperand(1)) : nullptr;
    while (Type && Type->getNumOperands() >= 2) {
      auto *Name = dyn_cast<MDString>(Type->getOperand(0));
      if (Name && Name->getString() == "omnipotent char")
        return const_cast<MDNode *>(Type);
      Type = dyn_cast<MDNode>(Type->getOperand(1));
    }
  }
  return nullptr;
}

} // namespace

void tagAtomics(Function &F) {
  const StringRef Number = numberOf(F.getName());
  MDNode *const Characters = Number.empty() ? nullptr : characters(F);
  if (!Characters)
    return;
  MDBuilder Build(F.getContext());
  MDNode *const Type = Build.createTBAAScalarTypeNode(Number, Characters);
  MDNode *const Tag = Build.createTBAAStructTagNode(Type, Type, 0);
  for (Instruction &I : instructions(F))
    if (I.isAtomic() && !isa<FenceInst>(I) && !I.hasMetadata(LLVMContext::MD_tbaa))
      I.setMetadata(LLVMContext::MD_tbaa, Tag);
}

} // namespace polychrome

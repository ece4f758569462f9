//===- Alternatives.cpp - Members of which one is there -------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Alternatives.h"

#include "pass/analysis/AddressNotes.h"
#include "pass/model/Path.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

#include <algorithm>

using namespace llvm;

namespace polychrome {

namespace {

constexpr StringRef NoteKind = "polychrome.alternative";

bool givesAccess(const Function &F) {
  StringRef Name = F.getName();
  return (Name.contains("St8__detail9__variant14_UninitializedI") && Name.ends_with("_M_getEv")) ||
         (Name.starts_with("_ZNSt3any17_Manager_internalI") && Name.contains("_S_access"));
}

/// A union of the program's own with an object of the library's in it.
bool hasContainer(const Type &T, bool InUnion = false) {
  if (auto *A = dyn_cast<ArrayType>(&T))
    return hasContainer(*A->getElementType(), InUnion);
  auto *S = dyn_cast<StructType>(&T);
  if (!S || S->isOpaque())
    return false;
  StringRef Name = S->hasName() ? S->getName() : "";
  if (InUnion && (Name.starts_with("class.std::") || Name.starts_with("struct.std::")))
    return true;
  if (Name.starts_with("union.std::"))
    return false;
  return (InUnion || Name.starts_with("union.")) &&
         any_of(S->elements(), [](const Type *E) { return hasContainer(*E, true); });
}

void note(IRBuilder<> &Here, Value *Object, std::uint64_t Bytes) {
  noteAddress(Here, Object, NoteKind,
              MDNode::get(Here.getContext(), ConstantAsMetadata::get(Here.getInt64(Bytes))));
}

void noteAccess(Function &F) {
  const std::uint64_t Bytes =
      std::max<std::uint64_t>(F.getAttributes().getRetDereferenceableBytes(), model::PointerBytes);
  for (BasicBlock &B : F)
    if (auto *Return = dyn_cast<ReturnInst>(B.getTerminator())) {
      IRBuilder<> Here(Return);
      note(Here, Return->getReturnValue(), Bytes);
    }
}

} // namespace

void noteAlternatives(Function &F) {
  if (F.getReturnType()->isPointerTy() && givesAccess(F))
    noteAccess(F);
  for (Instruction &I : make_early_inc_range(instructions(F))) {
    auto *G = dyn_cast<GetElementPtrInst>(&I);
    if (!G || !hasContainer(*G->getResultElementType()))
      continue;
    IRBuilder<> Here(G->getNextNode());
    note(Here, G, F.getDataLayout().getTypeAllocSize(G->getResultElementType()));
  }
}

std::optional<std::pair<const Value *, std::uint64_t>> alternativeAt(const Instruction &I) {
  std::optional<AddressNote> N = addressNote(I, NoteKind);
  if (!N)
    return std::nullopt;
  return std::pair(N->Address,
                   mdconst::extract<ConstantInt>(N->What->getOperand(0))->getZExtValue());
}

} // namespace polychrome

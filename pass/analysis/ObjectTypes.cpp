//===- ObjectTypes.cpp - Which struct lies at an address ------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/ObjectTypes.h"

#include "pass/analysis/PointerValues.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace polychrome {

using model::Path;
using model::UnknownOffset;

std::string structName(const StructType &S) {
  if (S.isLiteral() || !S.hasName())
    return {};
  StringRef Name = S.getName();
  // A union's members share bytes, and closures have no name of their own.
  if (Name.starts_with("union.") || Name.starts_with("class.anon") ||
      Name.starts_with("struct.anon"))
    return {};
  if (!Name.consume_front("class."))
    Name.consume_front("struct.");
  // LLVM tells types of one name apart by a number.
  auto [Plain, Number] = Name.rsplit('.');
  if (!Number.empty() && all_of(Number, [](char C) { return C >= '0' && C <= '9'; }))
    Name = Plain;
  return Name.str();
}

std::string memberType(const Type &T) {
  if (auto *S = dyn_cast<StructType>(&T)) {
    std::string Name = structName(*S);
    return Name.empty() ? "*" : Name;
  }
  if (auto *A = dyn_cast<ArrayType>(&T))
    return A->getElementType()->isIntegerTy(8) ? "*" : memberType(*A->getElementType());
  return {};
}

void addLayouts(const StructType &S, const DataLayout &DL,
                std::map<std::string, model::TypeLayout> &Out) {
  std::string Name = structName(S);
  if (Name.empty() || S.isOpaque() || Out.count(Name))
    return;
  model::TypeLayout L;
  L.Name = Name;
  L.Size = DL.getTypeAllocSize(const_cast<StructType *>(&S));
  const StructLayout *SL = DL.getStructLayout(const_cast<StructType *>(&S));
  for (unsigned I = 0; I != S.getNumElements(); ++I) {
    Type *T = S.getElementType(I);
    L.Members.push_back({SL->getElementOffset(I), DL.getTypeAllocSize(T), memberType(*T), {}});
  }
  Out[Name] = std::move(L);
  for (Type *T : S.elements()) {
    while (auto *A = dyn_cast<ArrayType>(T))
      T = A->getElementType();
    if (auto *Inner = dyn_cast<StructType>(T))
      addLayouts(*Inner, DL, Out);
  }
}

ObjectTypes::ObjectTypes(Function &F, PointerValues &Values) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  for (Instruction &I : instructions(F)) {
    auto *G = dyn_cast<GetElementPtrInst>(&I);
    auto *S = G ? dyn_cast<StructType>(G->getSourceElementType()) : nullptr;
    if (!S || S->isOpaque() || structName(*S).empty())
      continue;
    auto *First = dyn_cast<ConstantInt>(G->getOperand(1));
    if (!First)
      continue;
    std::uint64_t Size = DL.getTypeAllocSize(S);
    for (const Path &P : Values.of(G->getPointerOperand()).Values) {
      if (P.Offset == UnknownOffset || P.Span)
        continue;
      Hint H{P.Offset + First->getSExtValue() * std::int64_t(Size), Size, structName(*S)};
      auto &List = Hints[baseOf(P)];
      if (!is_contained(List, H))
        List.push_back(H);
    }
  }
  for (auto &[B, List] : Hints)
    llvm::sort(List);
}

void ObjectTypes::describe(model::Effect &E) const {
  const Path &P = E.Where;
  auto It = Hints.find(baseOf(P));
  if (It == Hints.end() || P.Offset == UnknownOffset || E.Size == model::UnknownSize)
    return;
  const Hint *Best = nullptr;
  for (const Hint &H : It->second)
    if (H.Offset <= P.Offset &&
        P.Offset + std::int64_t(P.Span + E.Size) <= H.Offset + std::int64_t(H.Size) &&
        (!Best || H.Size > Best->Size))
      Best = &H;
  if (!Best)
    return;
  E.Object = Best->Name;
  E.ObjectOffset = Best->Offset;
}

std::uint64_t ObjectTypes::sizeAt(const Path &P) const {
  auto It = Hints.find(baseOf(P));
  std::uint64_t Size = 0;
  if (It != Hints.end() && !P.Span)
    for (const Hint &H : It->second)
      if (H.Offset == P.Offset)
        Size = std::max(Size, H.Size);
  return Size;
}

} // namespace polychrome

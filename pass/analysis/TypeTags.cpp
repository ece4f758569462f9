//===- TypeTags.cpp - What TBAA says about an access ----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/TypeTags.h"

#include "pass/analysis/ContainerLoads.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Instruction.h"
#include "llvm/IR/Metadata.h"

using namespace llvm;

namespace polychrome {

namespace {

/// Scalar nodes are (name, parent, 0); struct nodes (name, (member, offset)+).
/// The parent of a scalar at offset 0 looks like a member, so the count tells.
bool isStruct(const MDNode *Type) { return Type->getNumOperands() > 3; }

/// A struct with one member has three operands like a scalar; scalars descend
/// from "omnipotent char", and clang gives structs their mangled type name.
bool isStructNode(const MDNode *Type) {
  if (isStruct(Type))
    return true;
  auto *Name = Type->getNumOperands() == 3 ? dyn_cast<MDString>(Type->getOperand(0)) : nullptr;
  return Name && Name->getString().starts_with("_ZTS");
}

/// Newer clangs tell pointers apart, "p1 _ZTS3box", under the tag that they all had before.
/// What is not a load's or a store's own tag, as the models', is any pointer's.
bool isPointer(StringRef Name) {
  return Name.consume_front("p") && !Name.empty() && isDigit(Name.front()) &&
         Name.drop_while(isDigit).starts_with(" ");
}

} // namespace

std::string TypeTags::typeName(const MDNode *Type) {
  auto *Name = Type->getNumOperands() ? dyn_cast<MDString>(Type->getOperand(0)) : nullptr;
  if (!Name || Name->getString() == "omnipotent char")
    return {};
  if (isPointer(Name->getString()))
    return "any pointer";
  std::string Plain = demangle(Name->getString());
  StringRef P = Plain;
  P.consume_front("typeinfo name for ");
  return P.str();
}

/// How wide an access is that an enumeration's tag stands for decides the integer that it may
/// be in C, which has no tags for enumerations; wide characters are integers there.
static std::string scalarInC(StringRef Name, std::string Plain, const Instruction &I) {
  if (Name == "_Bool")
    return "bool";
  if (Name == "wchar_t" || Name == "char32_t")
    return "int";
  if (Name == "char16_t")
    return "short";
  if (!Name.starts_with("_ZTS"))
    return Plain;
  const Type *T = I.getAccessType();
  if (!T || !T->isIntegerTy())
    return {};
  return T->isIntegerTy(16) ? "short" : T->isIntegerTy(32) ? "int" : "";
}

void TypeTags::addLayout(const MDNode *Type) {
  std::string Name = typeName(Type);
  if (!isStructNode(Type) || Name.empty() || Layouts.count(Name))
    return;
  model::TypeLayout L;
  L.Name = Name;
  for (unsigned I = 1; I + 1 < Type->getNumOperands(); I += 2) {
    auto *Member = dyn_cast<MDNode>(Type->getOperand(I));
    auto *Offset = mdconst::dyn_extract<ConstantInt>(Type->getOperand(I + 1));
    if (!Member || !Offset)
      return;
    L.Members.push_back({Offset->getZExtValue(), 0, typeName(Member), {}});
  }
  Layouts[Name] = L;
  for (unsigned I = 1; I + 1 < Type->getNumOperands(); I += 2)
    addLayout(cast<MDNode>(Type->getOperand(I)));
}

TypeTags::Id TypeTags::number(const Instruction &I) {
  Id Tag = fromMetadata(I);
  std::string Bucket = Tag ? bucketOf(I, All[Tag]) : std::string();
  return Bucket.empty() ? Tag : named({std::move(Bucket), All[Tag].Access, 0});
}

TypeTags::Id TypeTags::named(model::TypeTag T) {
  auto [It, New] = Named.try_emplace(T, Id(All.size()));
  if (New)
    All.push_back(std::move(T));
  return It->second;
}

TypeTags::Id TypeTags::fromMetadata(const Instruction &I) {
  const MDNode *N = I.getMetadata(LLVMContext::MD_tbaa);
  if (!N || N->getNumOperands() < 3)
    return 0;
  auto [It, New] = Numbers.try_emplace(N, 0);
  if (!New)
    return It->second;
  auto *Base = dyn_cast<MDNode>(N->getOperand(0));
  auto *Access = dyn_cast<MDNode>(N->getOperand(1));
  auto *Offset = mdconst::dyn_extract<ConstantInt>(N->getOperand(2));
  if (!Base || !Access || !Offset)
    return 0;
  model::TypeTag T;
  auto *Name = Access->getNumOperands() ? dyn_cast<MDString>(Access->getOperand(0)) : nullptr;
  const bool ByWidth = Name && Name->getString().starts_with("_ZTS");
  T.Access = scalarInC(Name ? Name->getString() : "", typeName(Access), I);
  if (Base != Access) {
    T.Base = typeName(Base);
    T.Offset = Offset->getSExtValue();
    addLayout(Base);
  }
  if (ByWidth) {
    Numbers.erase(N);
    return T == model::TypeTag() ? 0 : named(std::move(T));
  }
  if (T != model::TypeTag()) {
    It->second = Id(All.size());
    All.push_back(std::move(T));
  }
  return It->second;
}

bool TypeTags::mayAlias(Id A, Id B) {
  if (!A || !B || A == B)
    return true;
  auto [It, New] = Aliases.try_emplace(std::minmax(A, B), false);
  if (New)
    It->second = !model::disjoint(All[A], All[B], Layouts);
  return It->second;
}

std::vector<model::TypeLayout> TypeTags::layouts() const {
  std::vector<model::TypeLayout> Out;
  for (const auto &[Name, L] : Layouts)
    Out.push_back(L);
  return Out;
}

} // namespace polychrome

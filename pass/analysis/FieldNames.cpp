//===- FieldNames.cpp - What the source says of a struct's members --------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/FieldNames.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Module.h"

#include <map>
#include <optional>

using namespace llvm;

namespace polychrome {

namespace {

/// "a::b<c::d>::e" -> "a::b::e": IR's struct names have no template arguments.
std::string withoutArguments(StringRef Name) {
  std::string Out;
  unsigned Depth = 0;
  for (char C : Name) {
    Depth += C == '<';
    if (!Depth)
      Out += C;
    Depth -= C == '>' && Depth;
  }
  return Out;
}

std::string qualified(const DIScope *S) {
  std::string Out;
  for (; S && !isa<DIFile>(S) && !isa<DICompileUnit>(S); S = S->getScope())
    if (!S->getName().empty() && !isa<DISubprogram>(S))
      Out = S->getName().str() + (Out.empty() ? "" : "::" + Out);
  return Out;
}

/// The class that a member is of, or its elements if it is an array.
const DICompositeType *classOf(const DIType *T) {
  while (T) {
    if (auto *C = dyn_cast<DICompositeType>(T)) {
      if (C->getTag() != dwarf::DW_TAG_array_type)
        return C;
      T = C->getBaseType();
      continue;
    }
    auto *D = dyn_cast<DIDerivedType>(T);
    if (!D || (D->getTag() != dwarf::DW_TAG_typedef && D->getTag() != dwarf::DW_TAG_const_type &&
               D->getTag() != dwarf::DW_TAG_volatile_type && D->getTag() != dwarf::DW_TAG_member &&
               D->getTag() != dwarf::DW_TAG_inheritance))
      return nullptr;
    T = D->getBaseType();
  }
  return nullptr;
}

std::string libraryType(const DIDerivedType &D) {
  const DICompositeType *C = classOf(&D);
  std::string Text = C ? qualified(C) : std::string();
  return StringRef(Text).starts_with("std::") ? Text : std::string();
}

struct Described {
  std::string Name;
  std::string Holds;
};
using ByOffset = std::map<std::uint64_t, Described>;

/// The members that a class declares itself, and its bases, which have no name: what is in
/// them is a member of the class as well.
ByOffset members(const DICompositeType &C) {
  ByOffset Out;
  for (const DINode *N : C.getElements()) {
    auto *D = dyn_cast<DIDerivedType>(N);
    if (!D || D->isStaticMember() || D->isBitField())
      continue;
    bool Base = D->getTag() == dwarf::DW_TAG_inheritance;
    if (!Base && D->getTag() != dwarf::DW_TAG_member)
      continue;
    Described &At = Out[D->getOffsetInBits() / 8];
    if (!Base && At.Name.empty())
      At.Name = D->getName().str();
    // An empty base may share the place of a member.
    if (std::string Text = libraryType(*D); !Text.empty())
      At.Holds += (At.Holds.empty() ? "" : ", ") + Text;
  }
  return Out;
}

/// Do these bytes of the class belong to none of its members and bases?
bool isPadding(const DICompositeType &C, std::uint64_t Offset, std::uint64_t Size) {
  return none_of(C.getElements(), [&](const DINode *N) {
    auto *D = dyn_cast<DIDerivedType>(N);
    if (!D || D->isStaticMember())
      return false;
    // A base's size is that of its class, if that is known here; where a virtual one lies
    // is not.
    const DICompositeType *Base = D->getTag() == dwarf::DW_TAG_inheritance ? classOf(D) : nullptr;
    if (Base && (Base->isForwardDecl() || D->isVirtual()))
      return true;
    std::uint64_t Bits = Base ? Base->getSizeInBits() : D->getSizeInBits();
    return D->getOffsetInBits() < (Offset + Size) * 8 && Offset * 8 < D->getOffsetInBits() + Bits;
  });
}

/// Keeps the names on which both agree.
void agree(ByOffset &Known, const ByOffset &Other) {
  for (auto &[Offset, What] : Known)
    if (auto It = Other.find(Offset); It == Other.end() || It->second.Name != What.Name)
      What.Name.clear();
}

/// Not a template's instantiation, nor a class within a function: IR's structs may have
/// the name of several of those.
bool isOneClass(const DIScope &C) {
  for (const DIScope *S = &C; S; S = S->getScope())
    if (isa<DISubprogram>(S) || S->getName().contains('<'))
      return false;
  return true;
}

} // namespace

std::string className(const DIScope &S) { return withoutArguments(qualified(&S)); }

FieldNames::FieldNames(const Module &M) {
  DebugInfoFinder Finder;
  Finder.processModule(M);
  for (const DIType *T : Finder.types())
    if (auto *C = dyn_cast<DICompositeType>(T))
      if (std::string Name = className(*C); !Name.empty())
        Classes[Name].push_back(C);
}

ArrayRef<const DICompositeType *> FieldNames::of(StringRef Name) const {
  auto It = Classes.find(Name);
  if (It == Classes.end())
    return {};
  return It->second;
}

void FieldNames::describe(model::TypeLayout &L) const {
  auto It = Classes.find(StringRef(L.Name.str()).split('#').first);
  if (It == Classes.end())
    return;
  // Names are for people; what a member holds has to be right.
  bool Single = It->second.size() == 1 && isOneClass(*It->second.front());
  std::optional<ByOffset> Known;
  for (const DICompositeType *C : It->second) {
    if (C->isForwardDecl() || C->getSizeInBits() != L.Size * 8)
      continue;
    if (Known)
      agree(*Known, members(*C));
    else
      Known = members(*C);
  }
  if (!Known)
    return;
  for (model::Member &M : L.Members) {
    // IR pads with arrays of bytes, which would be storage for anything.
    if (Single && M.Type == "*" && isPadding(*It->second.front(), M.Offset, M.Size))
      M.Type.clear();
    if (auto Found = Known->find(M.Offset); Found != Known->end()) {
      M.Name = Found->second.Name;
      if (Single && M.Type.starts_with("std::"))
        M.Holds = Found->second.Holds;
    }
  }
}

} // namespace polychrome

//===- ObjectTypes.cpp - Which struct lies at an address ------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/ObjectTypes.h"

#include "pass/analysis/AddressNotes.h"
#include "pass/analysis/PointerValues.h"
#include "pass/model/Containers.h"
#include "pass/model/Types.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallSet.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace polychrome {

using model::Path;
using model::UnknownOffset;

namespace {

constexpr StringRef NoteKind = "polychrome.object";

/// The name without what LLVM adds to it.
StringRef plainName(const StructType &S) {
  if (S.isLiteral() || !S.hasName())
    return {};
  StringRef Name = S.getName();
  // A union's members share bytes, and closures have no name of their own.
  if (Name.starts_with("union.") || Name.starts_with("class.anon") ||
      Name.starts_with("struct.anon"))
    return {};
  if (!Name.consume_front("class."))
    Name.consume_front("struct.");
  auto [Plain, Number] = Name.rsplit('.');
  if (!Number.empty() && all_of(Number, [](char C) { return C >= '0' && C <= '9'; }))
    Name = Plain;
  return Name;
}

/// The layout, nested names included, so that two types of one name and one hash
/// are the same type for every purpose here.
void describeLayout(const Type &T, raw_ostream &OS, unsigned Depth) {
  if (auto *A = dyn_cast<ArrayType>(&T)) {
    OS << '[' << A->getNumElements();
    return describeLayout(*A->getElementType(), OS, Depth);
  }
  auto *S = dyn_cast<StructType>(&T);
  if (!S || S->isOpaque() || Depth > 16) {
    OS << T.getTypeID() << ':' << (T.isSized() ? T.getPrimitiveSizeInBits().getKnownMinValue() : 0);
    return;
  }
  OS << plainName(*S) << '{';
  for (const Type *E : S->elements())
    describeLayout(*E, OS, Depth + 1);
  OS << '}';
}

} // namespace

bool hasStructName(const StructType &S) { return !plainName(S).empty(); }

std::string structName(const StructType &S) {
  StringRef Name = plainName(S);
  if (Name.empty())
    return {};
  SmallString<256> Layout;
  raw_svector_ostream OS(Layout);
  describeLayout(S, OS, 0);
  return (Name + "#" + utohexstr(xxh3_64bits(Layout), /*LowerCase=*/true)).str();
}

namespace {

/// The first member lies where its struct does, so the step from one to the other is lost
/// when what uses it is inlined: an assumption about the pointer stays.
void noteFirstMembers(Function &F) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  LLVMContext &C = F.getContext();
  SmallVector<GetElementPtrInst *, 8> Steps;
  SmallSet<std::pair<const Value *, const Type *>, 8> Noted;
  for (Instruction &I : instructions(F)) {
    auto *G = dyn_cast<GetElementPtrInst>(&I);
    auto *S = G ? dyn_cast<StructType>(G->getSourceElementType()) : nullptr;
    if (S && !S->isOpaque() && G->hasAllZeroIndices() && !plainName(*S).empty() &&
        !plainName(*S).starts_with("std::") && Noted.insert({G->getPointerOperand(), S}).second)
      Steps.push_back(G);
  }
  Type *I64 = Type::getInt64Ty(C);
  for (GetElementPtrInst *G : Steps) {
    auto *S = cast<StructType>(G->getSourceElementType());
    IRBuilder<> B(G);
    auto Number = [&](std::uint64_t N) {
      return ConstantAsMetadata::get(ConstantInt::get(I64, N));
    };
    noteAddress(B, G->getPointerOperand(), NoteKind,
                MDNode::get(C, {MDString::get(C, structName(*S)), Number(0),
                                Number(DL.getTypeAllocSize(S))}));
  }
}

} // namespace

void noteObjects(Function &F) {
  noteFirstMembers(F);
  const DataLayout &DL = F.getParent()->getDataLayout();
  LLVMContext &C = F.getContext();
  unsigned Kind = C.getMDKindID(NoteKind);
  for (Instruction &I : instructions(F)) {
    const Value *Address = getLoadStorePointerOperand(&I);
    // The outermost struct that a chain of constant indices goes through.
    StructType *Outer = nullptr;
    std::int64_t Offset = 0, AtOuter = 0;
    while (auto *G = dyn_cast_or_null<GEPOperator>(Address)) {
      APInt Step(64, 0);
      if (!G->accumulateConstantOffset(DL, Step))
        break;
      Offset += Step.getSExtValue();
      if (auto *S = dyn_cast<StructType>(G->getSourceElementType());
          S && !S->isOpaque() && !plainName(*S).empty()) {
        Outer = S;
        AtOuter = Offset;
      }
      Address = G->getPointerOperand();
    }
    if (!Outer)
      continue;
    Type *I64 = Type::getInt64Ty(C);
    auto Number = [&](std::int64_t N) {
      return ConstantAsMetadata::get(ConstantInt::getSigned(I64, N));
    };
    I.setMetadata(Kind, MDNode::get(C, {MDString::get(C, structName(*Outer)), Number(AtOuter),
                                        Number(std::int64_t(DL.getTypeAllocSize(Outer)))}));
  }
}

bool isScalars(const Type &T) {
  auto *S = dyn_cast<StructType>(&T);
  if (!S)
    return T.isPointerTy() || T.isIntegerTy() || T.isFloatingPointTy();
  bool Union = S->hasName() && S->getName().starts_with("union.");
  return !Union && !S->isOpaque() && !hasStructName(*S) &&
         all_of(S->elements(), [](const Type *E) { return isScalars(*E); });
}

std::string memberType(const Type &T) {
  if (auto *S = dyn_cast<StructType>(&T)) {
    std::string Name = structName(*S);
    if (!Name.empty())
      return Name;
    return isScalars(T) ? "" : "*";
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

StructLayouts structLayouts(const Module &M) {
  StructLayouts Out;
  for (const StructType *S : M.getIdentifiedStructTypes())
    addLayouts(*S, M.getDataLayout(), Out);
  return Out;
}

/// What the instruction's note says of an object at P.
std::optional<ObjectTypes::Hint> ObjectTypes::noted(const Instruction &I, const Path &P) {
  const MDNode *Note = I.getMetadata(NoteKind);
  if (!Note)
    return std::nullopt;
  auto Number = [&](unsigned N) {
    return mdconst::extract<ConstantInt>(Note->getOperand(N))->getSExtValue();
  };
  return Hint{P.Offset - Number(1), std::uint64_t(Number(2)),
              cast<MDString>(Note->getOperand(0))->getString().str()};
}

ObjectTypes::ObjectTypes(Function &F, PointerValues &Values, const StructLayouts &Known)
    : Layouts(Known) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  auto Add = [this](const Path &P, Hint H) {
    if (P.Offset == UnknownOffset || P.Span)
      return;
    H.Offset += P.Offset;
    auto &List = Hints[baseOf(P)];
    if (!is_contained(List, H))
      List.push_back(std::move(H));
  };
  for (Instruction &I : instructions(F)) {
    const Value *Address = getLoadStorePointerOperand(&I);
    if (auto *A = dyn_cast<AssumeInst>(&I); A && A->getNumOperandBundles())
      Address = A->getOperandBundleAt(0).Inputs[0];
    if (Address && I.getMetadata(NoteKind))
      for (const Path &P : Values.of(Address).Values)
        Add(P, *noted(I, Path()));
    auto *G = dyn_cast<GetElementPtrInst>(&I);
    auto *S = G ? dyn_cast<StructType>(G->getSourceElementType()) : nullptr;
    if (!S || S->isOpaque() || !hasStructName(*S))
      continue;
    auto *First = dyn_cast<ConstantInt>(G->getOperand(1));
    if (!First)
      continue;
    std::uint64_t Size = DL.getTypeAllocSize(S);
    std::string &Name = Names[S];
    if (Name.empty())
      Name = structName(*S);
    for (const Path &P : Values.of(G->getPointerOperand()).Values)
      Add(P, {First->getSExtValue() * std::int64_t(Size), Size, Name});
  }
  for (auto &[B, List] : Hints)
    llvm::sort(List);
}

bool isLibraryClass(StringRef Class) {
  return Class.starts_with("std::") || Class.starts_with("__gnu_cxx::") ||
         Class.starts_with("boost::");
}

/// All instances of a library's template have one name, so what is in one is not known.
bool ObjectTypes::holds(const std::string &Outer, std::int64_t At, const Hint &Inner,
                        unsigned Depth) const {
  constexpr unsigned MaxDepth = 32;
  if (At == 0 && model::Types::className(Outer) == model::Types::className(Inner.Name))
    return true;
  auto It = Layouts.find(Outer);
  if (It == Layouts.end() || Depth > MaxDepth)
    return false;
  const std::int64_t End = At + std::int64_t(Inner.Size);
  if (isLibraryClass(Outer))
    return At >= 0 && End <= std::int64_t(It->second.Size);
  return any_of(It->second.Members, [&](const model::Member &M) {
    const std::int64_t Begin = std::int64_t(M.Offset);
    if (At < Begin || End > Begin + std::int64_t(M.Size) || M.Type.empty())
      return false;
    if (M.Type == "*")
      return true;
    std::int64_t In = At - Begin;
    auto Element = Layouts.find(M.Type);
    if (Element != Layouts.end() && Element->second.Size)
      In %= std::int64_t(Element->second.Size);
    return holds(M.Type, In, Inner, Depth + 1);
  });
}

bool ObjectTypes::holds(const Hint &Outer, const Hint &Inner) const {
  return holds(Outer.Name, Inner.Offset - Outer.Offset, Inner, 0);
}

/// A container's end is followed as a node that it is not, with an element behind it: where
/// the place may be in what has the container, all that says nothing.
void ObjectTypes::dropEnds(std::vector<Hint> &Fitting) {
  std::vector<Hint> Nodes;
  bool Others = false;
  for (const Hint &H : Fitting)
    if (model::isNode(H.Name))
      Nodes.push_back(H);
  auto InNode = [&](const Hint &H) {
    return any_of(Nodes, [&](const Hint &N) {
      return N.Offset <= H.Offset &&
             H.Offset + std::int64_t(H.Size) <= N.Offset + std::int64_t(N.Size);
    });
  };
  for (const Hint &H : Fitting)
    Others |= !InNode(H);
  if (Others)
    erase_if(Fitting, InNode);
}

/// Is Outer the one to ask for the other? A struct may have one member alone.
bool ObjectTypes::encloses(const Hint &Outer, const Hint &Inner) const {
  return Outer.Size > Inner.Size || (Outer.Size == Inner.Size && Outer.Name != Inner.Name &&
                                     !isLibraryClass(Outer.Name) && holds(Outer, Inner));
}

/// The one that is part of all others: what has been indexed as the larger one, of which this is
/// the beginning, may have been so elsewhere, and on another object. Objects of the library's
/// types are parts of the program's.
std::optional<ObjectTypes::Hint> ObjectTypes::smallest(const std::vector<Hint> &Fitting) const {
  const Hint *Best = nullptr;
  for (const Hint &H : Fitting)
    if (!Best ||
        (isLibraryClass(H.Name) == isLibraryClass(Best->Name) ? encloses(*Best, H)
                                                              : isLibraryClass(Best->Name)))
      Best = &H;
  auto InOrAround = [&](const Hint &H) {
    return &H == Best || holds(H, *Best) || (isLibraryClass(H.Name) && holds(*Best, H));
  };
  if (!Best || !all_of(Fitting, InOrAround))
    return std::nullopt;
  return *Best;
}

/// The smallest struct of the program's own that this one of the library's is part of.
ObjectTypes::Hint ObjectTypes::around(const Hint &Librarys,
                                      const std::vector<Hint> &Fitting) const {
  std::vector<Hint> Outer;
  for (const Hint &H : Fitting)
    if (!isLibraryClass(H.Name) && encloses(H, Librarys) && holds(H, Librarys))
      Outer.push_back(H);
  return smallest(Outer).value_or(Librarys);
}

/// The largest struct that I's own address has been computed through, with constant indices; Noted
/// is what it said before it was inlined.
std::optional<ObjectTypes::Hint> ObjectTypes::own(const Instruction &I, const Path &P,
                                                  std::optional<Hint> Noted) const {
  const DataLayout &DL = I.getModule()->getDataLayout();
  const Value *Address = getLoadStorePointerOperand(&I);
  std::int64_t Behind = 0;
  while (auto *G = dyn_cast_or_null<GEPOperator>(Address)) {
    APInt Step(64, 0);
    if (!G->accumulateConstantOffset(DL, Step))
      break;
    Behind += Step.getSExtValue();
    auto *S = dyn_cast<StructType>(G->getSourceElementType());
    if (auto Name = S ? Names.find(S) : Names.end(); Name != Names.end()) {
      const std::uint64_t Size = DL.getTypeAllocSize(S);
      const std::int64_t First = cast<ConstantInt>(G->getOperand(1))->getSExtValue();
      Hint Outer{P.Offset - Behind + First * std::int64_t(Size), Size, Name->second};
      if (!Noted || (encloses(Outer, *Noted) && holds(Outer, *Noted)))
        Noted = std::move(Outer);
    }
    Address = G->getPointerOperand();
  }
  return Noted;
}

void ObjectTypes::describe(const Instruction &I, model::Effect &E) const {
  const Path &P = E.Where;
  auto It = Hints.find(baseOf(P));
  if (It == Hints.end() || P.Offset == UnknownOffset || E.Size == model::UnknownSize)
    return;
  const std::int64_t End = P.Offset + std::int64_t(P.Span + E.Size);
  auto Fits = [&](const Hint &H) {
    return H.Offset <= P.Offset && End <= H.Offset + std::int64_t(H.Size);
  };
  std::vector<Hint> Fitting;
  llvm::copy_if(It->second, std::back_inserter(Fitting), Fits);
  dropEnds(Fitting);
  std::optional<Hint> Own = getLoadStorePointerOperand(&I) ? own(I, P, noted(I, P)) : std::nullopt;
  std::optional<Hint> Best = Own && is_contained(Fitting, *Own) ? Own : smallest(Fitting);
  if (Best && isLibraryClass(Best->Name))
    Best = around(*Best, Fitting);
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

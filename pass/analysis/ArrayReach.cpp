//===- ArrayReach.cpp - How far a pointer to an array's element goes ------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/ArrayReach.h"

#include "pass/model/Path.h"

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Intrinsics.h"
#include "llvm/IR/Metadata.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace polychrome {

namespace {

constexpr StringLiteral ReachAttribute = "polychrome-reach";
constexpr StringLiteral WalkKind = "polychrome.walk";

/// Has the struct a member of a class? C's structs end in arrays that go on.
bool hasClass(const StructType &S) {
  return any_of(S.elements(), [](const Type *E) {
    auto *M = dyn_cast<StructType>(E);
    return M && M->hasName() && M->getName().starts_with("class.");
  });
}

/// Do only bytes follow that clang fills a struct up with?
bool isLast(const StructType &S, unsigned Member) {
  for (unsigned I = Member + 1; I != S.getNumElements(); ++I)
    if (auto *A = dyn_cast<ArrayType>(S.getElementType(I));
        !A || !A->getElementType()->isIntegerTy(8))
      return false;
  return true;
}

/// What a variable of the function has, if it is set once.
const Value *onlyValue(const Value &Variable) {
  const Value *Only = nullptr;
  for (const User *U : Variable.users())
    if (auto *S = dyn_cast<StoreInst>(U)) {
      if (Only || S->getPointerOperand() != &Variable)
        return nullptr;
      Only = S->getValueOperand();
    } else if (!isa<LoadInst>(U) && !cast<Instruction>(U)->isLifetimeStartOrEnd()) {
      return nullptr;
    }
  return Only;
}

/// Is the array of so many bytes at this address a row of another one, or one that may go on? A
/// reference to an array is to the whole one; a pointer to one may be to the first of many.
bool mayGoOn(const Value &Address, std::uint64_t Bytes) {
  if (auto *A = dyn_cast<Argument>(&Address))
    return A->getDereferenceableBytes() < Bytes;
  if (auto *L = dyn_cast<LoadInst>(&Address)) {
    auto *Variable = dyn_cast<AllocaInst>(L->getPointerOperand());
    const Value *Only = Variable ? onlyValue(*Variable) : nullptr;
    return !Only || isa<LoadInst>(Only) || mayGoOn(*Only, Bytes);
  }
  auto *G = dyn_cast<GEPOperator>(&Address);
  auto *S = G ? dyn_cast<StructType>(G->getSourceElementType()) : nullptr;
  if (!S)
    return true;
  auto *Member = dyn_cast<ConstantInt>(*std::prev(G->idx_end()));
  bool Last = !Member || isLast(*S, Member->getZExtValue());
  return G->getNumIndices() != 2 || (Last && !hasClass(*S));
}

/// The array whose first element this is the address of, or null.
const ArrayType *decayed(const Value &Argument, const DataLayout &DL) {
  auto *G = dyn_cast<GEPOperator>(&Argument);
  auto *A = G ? dyn_cast<ArrayType>(G->getSourceElementType()) : nullptr;
  return A && A->getNumElements() > 1 && G->getNumIndices() == 2 && G->hasAllZeroIndices() &&
                 !mayGoOn(*G->getPointerOperand(), DL.getTypeAllocSize(G->getSourceElementType()))
             ? A
             : nullptr;
}

/// How far a pointer may go from the address of an element, past the end of the array, and how
/// large the elements are; no bytes if that is not known. An index that is not constant may be that
/// of any element already.
std::pair<std::uint64_t, std::uint64_t> walk(const GetElementPtrInst &G, const DataLayout &DL) {
  auto *A = dyn_cast<ArrayType>(G.getSourceElementType());
  if (!A || A->getNumElements() <= 1 || G.getNumIndices() != 2 ||
      mayGoOn(*G.getPointerOperand(), DL.getTypeAllocSize(A)))
    return {};
  auto *First = dyn_cast<ConstantInt>(G.getOperand(1));
  auto *Index = dyn_cast<ConstantInt>(G.getOperand(2));
  if (!First || !First->isZero() || (Index && !Index->isZero()))
    return {};
  const std::uint64_t Element = DL.getTypeAllocSize(A->getElementType());
  return {Index ? DL.getTypeAllocSize(A).getFixedValue() : Element, Element};
}

/// A copy of the address, which nothing folds into that of the object around.
void noteWalk(GetElementPtrInst &G, std::pair<std::uint64_t, std::uint64_t> Sizes) {
  IRBuilder<> Here(G.getNextNode());
  Instruction *Begin = Here.CreateIntrinsic(Intrinsic::ssa_copy, {G.getType()}, {&G});
  Metadata *Noted[] = {ConstantAsMetadata::get(Here.getInt64(Sizes.first)),
                       ConstantAsMetadata::get(Here.getInt64(Sizes.second))};
  Begin->setMetadata(WalkKind, MDNode::get(G.getContext(), Noted));
  G.replaceUsesWithIf(Begin, [&](const Use &U) { return U.getUser() != Begin; });
}

std::optional<WalkedArray> begunAt(const Value &V) {
  auto *I = dyn_cast<Instruction>(&V);
  const MDNode *N = I ? I->getMetadata(WalkKind) : nullptr;
  if (!N)
    return std::nullopt;
  auto Size = [N](unsigned At) {
    return mdconst::extract<ConstantInt>(N->getOperand(At))->getZExtValue();
  };
  return WalkedArray{I, Size(0), Size(1)};
}

/// Pointer arithmetic, as opposed to the way to a member.
const GEPOperator *step(const Value &V) {
  auto *G = dyn_cast<GEPOperator>(&V);
  return G && G->getNumIndices() == 1 ? G : nullptr;
}

/// Everything that a pointer may have come from by steps, choices and in circles.
struct Walk {
  SmallVector<WalkedArray, 2> Arrays;
  SmallPtrSet<const GEPOperator *, 4> Steps;
  bool Known = true; ///< it has come from arrays only

  explicit Walk(const Value &End) {
    SmallPtrSet<const Value *, 8> Seen;
    SmallVector<const Value *, 8> Work{&End};
    while (Known && !Work.empty()) {
      const Value *V = Work.pop_back_val();
      if (!Seen.insert(V).second || isa<ConstantPointerNull, UndefValue>(V))
        continue;
      if (auto Begun = begunAt(*V)) {
        Arrays.push_back(*Begun);
      } else if (auto *Phi = dyn_cast<PHINode>(V)) {
        append_range(Work, Phi->incoming_values());
      } else if (auto *S = dyn_cast<SelectInst>(V)) {
        Work.append({S->getTrueValue(), S->getFalseValue()});
      } else if (const GEPOperator *G = step(*V)) {
        Steps.insert(G);
        Work.push_back(G->getPointerOperand());
      } else {
        Known = false;
      }
    }
  }
};

/// Is the distance an element's, in a loop, or one that leads on within the array? Back, or beyond
/// it, the object around may be meant.
bool staysInside(const GEPOperator &G, const WalkedArray &In, const DataLayout &DL,
                 std::int64_t &Ahead) {
  if (DL.getTypeAllocSize(G.getSourceElementType()) != In.Element)
    return false;
  auto *Index = dyn_cast<ConstantInt>(*G.idx_begin());
  if (!Index)
    return true;
  const std::int64_t Bytes = Index->getSExtValue() * std::int64_t(In.Element);
  if (Walk(*G.getPointerOperand()).Steps.contains(&G))
    return std::uint64_t(std::abs(Bytes)) <= In.Bytes;
  Ahead += Bytes;
  return Bytes >= 0 && std::uint64_t(Ahead) < In.Bytes;
}

} // namespace

bool dropLocalWalks(Function &F) {
  bool Dropped = false;
  for (Instruction &I : make_early_inc_range(instructions(F)))
    if (begunAt(I) && isa<AllocaInst>(getUnderlyingObject(I.getOperand(0)))) {
      I.replaceAllUsesWith(I.getOperand(0));
      I.eraseFromParent();
      Dropped = true;
    }
  return Dropped;
}

std::optional<SmallVector<WalkedArray, 2>> walkedArrays(const GEPOperator &Last) {
  if (!step(Last))
    return std::nullopt;
  Walk Way(*Last.getPointerOperand());
  if (!Way.Known || Way.Arrays.empty() ||
      (Last.hasAllConstantIndices() && !Way.Steps.contains(&Last)))
    return std::nullopt;
  Way.Steps.insert(&Last);
  const DataLayout &DL = cast<Instruction>(Way.Arrays.front().Begin)->getModule()->getDataLayout();
  for (const WalkedArray &A : Way.Arrays) {
    std::int64_t Ahead = 0;
    for (const GEPOperator *G : Way.Steps)
      if (!staysInside(*G, A, DL, Ahead))
        return std::nullopt;
  }
  return std::move(Way.Arrays);
}

void noteArrays(Function &F) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  for (Instruction &I : instructions(F))
    if (auto *C = dyn_cast<CallBase>(&I))
      for (unsigned Arg = 0; Arg != C->arg_size(); ++Arg)
        if (const ArrayType *A = decayed(*C->getArgOperand(Arg), DL))
          C->addParamAttr(
              Arg, Attribute::get(F.getContext(), ReachAttribute,
                                  std::to_string(DL.getTypeAllocSize(const_cast<ArrayType *>(A)))));
  // Whether an array is a row of another one, its address says as it is.
  SmallVector<std::pair<GetElementPtrInst *, std::pair<std::uint64_t, std::uint64_t>>, 8> Walks;
  for (Instruction &I : instructions(F))
    if (auto *G = dyn_cast<GetElementPtrInst>(&I))
      if (auto Sizes = walk(*G, DL); Sizes.first)
        Walks.push_back({G, Sizes});
  for (const auto &[G, Sizes] : Walks)
    noteWalk(*G, Sizes);
}

std::uint64_t arrayReach(const CallBase &C, unsigned Arg) {
  std::uint64_t Bytes = 0;
  Attribute A = C.getAttributes().getParamAttr(Arg, ReachAttribute);
  return A.isValid() && !A.getValueAsString().getAsInteger(10, Bytes) ? Bytes : model::UnknownSize;
}

} // namespace polychrome

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

/// Is the array at this address a row of another one, or one that may go on?
bool mayGoOn(const Value &Address) {
  auto *G = dyn_cast<GEPOperator>(&Address);
  if (!G)
    return false;
  auto *S = dyn_cast<StructType>(G->getSourceElementType());
  if (!S)
    return true;
  auto *Member = dyn_cast<ConstantInt>(*std::prev(G->idx_end()));
  bool Last = !Member || Member->getZExtValue() + 1 == S->getNumElements();
  return G->getNumIndices() != 2 || (Last && !hasClass(*S));
}

/// The array whose first element this is the address of, or null.
const ArrayType *decayed(const Value &Argument) {
  auto *G = dyn_cast<GEPOperator>(&Argument);
  auto *A = G ? dyn_cast<ArrayType>(G->getSourceElementType()) : nullptr;
  return A && A->getNumElements() > 1 && G->getNumIndices() == 2 && G->hasAllZeroIndices() &&
                 !mayGoOn(*G->getPointerOperand())
             ? A
             : nullptr;
}

/// The size of the array of whose first element this is the address; 0 if it is none. An index that
/// is not constant may be that of any element.
std::uint64_t walk(const GetElementPtrInst &G, const DataLayout &DL) {
  auto *A = dyn_cast<ArrayType>(G.getSourceElementType());
  if (!A || A->getNumElements() <= 1 || G.getNumIndices() != 2 || mayGoOn(*G.getPointerOperand()))
    return 0;
  auto *First = dyn_cast<ConstantInt>(G.getOperand(1));
  auto *Index = dyn_cast<ConstantInt>(G.getOperand(2));
  if (!First || !First->isZero() || (Index && !Index->isZero()))
    return 0;
  return DL.getTypeAllocSize(A);
}

/// A copy of the address, which nothing folds into that of the object around.
void noteWalk(GetElementPtrInst &G, std::uint64_t Bytes) {
  IRBuilder<> Here(G.getNextNode());
  Instruction *Begin = Here.CreateIntrinsic(Intrinsic::ssa_copy, {G.getType()}, {&G});
  LLVMContext &C = G.getContext();
  Begin->setMetadata(WalkKind, MDNode::get(C, ConstantAsMetadata::get(Here.getInt64(Bytes))));
  G.replaceUsesWithIf(Begin, [&](const Use &U) { return U.getUser() != Begin; });
}

std::uint64_t bytesToWalk(const Value &V) {
  auto *I = dyn_cast<Instruction>(&V);
  const MDNode *N = I ? I->getMetadata(WalkKind) : nullptr;
  return N ? mdconst::extract<ConstantInt>(N->getOperand(0))->getZExtValue() : 0;
}

/// Pointer arithmetic, as opposed to the way to a member.
const GEPOperator *step(const Value &V) {
  auto *G = dyn_cast<GEPOperator>(&V);
  return G && G->getNumIndices() == 1 ? G : nullptr;
}

} // namespace

bool dropLocalWalks(Function &F) {
  bool Dropped = false;
  for (Instruction &I : make_early_inc_range(instructions(F)))
    if (bytesToWalk(I) && isa<AllocaInst>(getUnderlyingObject(I.getOperand(0)))) {
      I.replaceAllUsesWith(I.getOperand(0));
      I.eraseFromParent();
      Dropped = true;
    }
  return Dropped;
}

std::optional<SmallVector<WalkedArray, 2>> walkedArrays(const GEPOperator &Step) {
  if (!step(Step))
    return std::nullopt;
  SmallVector<WalkedArray, 2> Arrays;
  SmallPtrSet<const Value *, 8> Seen;
  SmallVector<const Value *, 8> Work{Step.getPointerOperand()};
  while (!Work.empty()) {
    const Value *V = Work.pop_back_val();
    if (!Seen.insert(V).second || isa<ConstantPointerNull, UndefValue>(V))
      continue;
    if (std::uint64_t Bytes = bytesToWalk(*V))
      Arrays.push_back({V, Bytes});
    else if (auto *Phi = dyn_cast<PHINode>(V))
      append_range(Work, Phi->incoming_values());
    else if (auto *S = dyn_cast<SelectInst>(V))
      Work.append({S->getTrueValue(), S->getFalseValue()});
    else if (const GEPOperator *G = step(*V))
      Work.push_back(G->getPointerOperand());
    else
      return std::nullopt;
  }
  const bool Walks = !Step.hasAllConstantIndices() || Seen.contains(&Step);
  return Walks && !Arrays.empty() ? std::optional(std::move(Arrays)) : std::nullopt;
}

void noteArrays(Function &F) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  for (Instruction &I : instructions(F))
    if (auto *C = dyn_cast<CallBase>(&I))
      for (unsigned Arg = 0; Arg != C->arg_size(); ++Arg)
        if (const ArrayType *A = decayed(*C->getArgOperand(Arg)))
          C->addParamAttr(
              Arg, Attribute::get(F.getContext(), ReachAttribute,
                                  std::to_string(DL.getTypeAllocSize(const_cast<ArrayType *>(A)))));
  // Whether an array is a row of another one, its address says as it is.
  SmallVector<std::pair<GetElementPtrInst *, std::uint64_t>, 8> Walks;
  for (Instruction &I : instructions(F))
    if (auto *G = dyn_cast<GetElementPtrInst>(&I))
      if (std::uint64_t Bytes = walk(*G, DL))
        Walks.push_back({G, Bytes});
  for (const auto &[G, Bytes] : Walks)
    noteWalk(*G, Bytes);
}

std::uint64_t arrayReach(const CallBase &C, unsigned Arg) {
  std::uint64_t Bytes = 0;
  Attribute A = C.getAttributes().getParamAttr(Arg, ReachAttribute);
  return A.isValid() && !A.getValueAsString().getAsInteger(10, Bytes) ? Bytes : model::UnknownSize;
}

} // namespace polychrome

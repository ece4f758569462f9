//===- KnownAcross.cpp - What calls leave alone ---------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/KnownAcross.h"

#include "pass/analysis/Models.h"
#include "pass/analysis/Specialise.h"

#include "llvm/Analysis/CFG.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace polychrome {

namespace {

/// Models with these words may hand on the address of an argument.
constexpr ModelWord Handing[] = {
    ModelWord::Invokes,       ModelWord::Exclusive,   ModelWord::StoresInto, ModelWord::Returns,
    ModelWord::ReturnsWithin, ModelWord::ReturnsInto, ModelWord::Keeps,      ModelWord::Refers};

/// Bytes of the scratch copy whose value matters: the closure's, and those of local objects
/// that these are copied to.
struct Place {
  Value *Base = nullptr;
  uint64_t Offset = 0;
  Type *Of = nullptr;
  /// The instructions by which others may come to know the address.
  std::vector<const Instruction *> Leaks = {};

  bool is(const Value *B, uint64_t At) const { return Base == B && Offset == At; }
  bool isKnownAt(const Instruction &I) const {
    return any_of(Leaks, [&](const Instruction *Leak) {
      return Leak == &I || isPotentiallyReachable(Leak, &I);
    });
  }

  uint64_t size() const { return Of->getIntegerBitWidth() / 8; }
  Value *read(IRBuilder<> &B) const { return B.CreateLoad(Of, address(B)); }
  void write(IRBuilder<> &B, Value *V) const { B.CreateStore(V, address(B)); }

private:
  Value *address(IRBuilder<> &B) const {
    return B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Base, Offset);
  }
};

/// One run over one function.
class Keeper {
public:
  Keeper(Function &Fn, Value &C, ArrayRef<KnownBytes> On, const Models &L)
      : S(Fn), Closure(C), Known(On), Lib(L), DL(Fn.getParent()->getDataLayout()) {}

  void run();

private:
  Function &S;
  Value &Closure;
  ArrayRef<KnownBytes> Known;
  const Models &Lib;
  const DataLayout &DL;

  std::vector<Place> places();
  std::vector<const Instruction *> leaks(const Value &Object) const;
  bool preserves(const Instruction &I, const Place &P) const;
  bool preserves(const CallBase &C, const Place &P) const;
};

/// Is the address only compared?
bool isCompared(const Instruction &I) {
  return isa<ICmpInst>(I) || (isa<PtrToIntInst>(I) && all_of(I.users(), [](const User *U) {
                                return isa<ICmpInst, SwitchInst>(U);
                              }));
}

/// By which instructions others than this function's own, and than modelled functions that
/// are given it for as long as they run, may come to know the address of the closure or
/// local object.
std::vector<const Instruction *> Keeper::leaks(const Value &Object) const {
  std::vector<const Instruction *> Out;
  SmallVector<const Value *, 16> Work{&Object};
  SmallPtrSet<const Value *, 16> Seen;
  while (!Work.empty())
    for (const Use &U : Work.pop_back_val()->uses()) {
      auto *I = cast<Instruction>(U.getUser());
      if (isa<GetElementPtrInst, PHINode, SelectInst>(I)) {
        if (Seen.insert(I).second)
          Work.push_back(I);
        continue;
      }
      auto *Store = dyn_cast<StoreInst>(I);
      if (isa<LoadInst, MemIntrinsic>(I) || isCompared(*I) || I->isLifetimeStartOrEnd() ||
          (Store && Store->getPointerOperand() == U.get()))
        continue;
      auto *C = dyn_cast<CallBase>(I);
      const Function *Callee = C ? C->getCalledFunction() : nullptr;
      const Model *M = Callee ? Lib.function(*Callee) : nullptr;
      if (!M || any_of(Handing, [M](ModelWord W) { return M->has(W); }))
        Out.push_back(I);
    }
  return Out;
}

/// Where known bytes lie, and where words of them are copied.
std::vector<Place> Keeper::places() {
  std::vector<Place> Out;
  for (const KnownBytes &K : Known)
    Out.push_back({&Closure, K.Offset, K.Value->getType(), leaks(Closure)});
  for (size_t Next = 0; Next != Out.size(); ++Next) {
    const Place From = Out[Next];
    for (Instruction &I : instructions(S)) {
      auto *L = dyn_cast<LoadInst>(&I);
      if (!L || DL.getTypeStoreSize(L->getType()) != From.size() ||
          offsetIn(From.Base, L->getPointerOperand(), DL) != From.Offset)
        continue;
      for (User *U : L->users()) {
        auto *Copy = dyn_cast<StoreInst>(U);
        auto *To = Copy && Copy->getValueOperand() == L
                       ? dyn_cast<AllocaInst>(getUnderlyingObject(Copy->getPointerOperand()))
                       : nullptr;
        auto Offset = To ? offsetIn(To, Copy->getPointerOperand(), DL) : std::nullopt;
        if (Offset && none_of(Out, [&](const Place &P) { return P.is(To, *Offset); }))
          Out.push_back({To, *Offset, From.Of, leaks(*To)});
      }
    }
  }
  return Out;
}

/// What a modelled function is given of an object, it is given by its address there and is as
/// large as the model says; other pointers lead to no operation in a queue. An object that
/// nobody else knows yet is changed by nobody who is not given it.
bool Keeper::preserves(const CallBase &C, const Place &P) const {
  const Function *Callee = C.getCalledFunction();
  if (C.isInlineAsm() || (Callee && Callee->isIntrinsic()))
    return false;
  const Model *M = Callee ? Lib.function(*Callee) : nullptr;
  bool Modelled = M && !M->has(ModelWord::Invokes) && !M->has(ModelWord::Exclusive);
  if (P.isKnownAt(C) && !(Modelled && isa<Argument>(P.Base)))
    return false;
  for (unsigned I = 0; I != C.arg_size(); ++I) {
    if (!C.getArgOperand(I)->getType()->isPointerTy())
      continue;
    SmallVector<const Value *, 4> Objects;
    getUnderlyingObjects(C.getArgOperand(I), Objects);
    if (!is_contained(Objects, P.Base))
      continue;
    auto Offset = offsetIn(P.Base, C.getArgOperand(I), DL);
    uint64_t Size = C.getParamDereferenceableBytes(I);
    if (!Offset || !Size || (*Offset < P.Offset + P.size() && P.Offset < *Offset + Size))
      return false;
  }
  return true;
}

/// An atomic operation on something else orders others, but changes nothing that only this
/// function knows.
bool Keeper::preserves(const Instruction &I, const Place &P) const {
  if (auto *C = dyn_cast<CallBase>(&I))
    return preserves(*C, P);
  return !P.isKnownAt(I) && (isa<FenceInst>(I) || getUnderlyingObject(I.getOperand(0)) != P.Base);
}

/// Reads the bytes before what the optimiser cannot see through, and writes them back
/// behind it.
void Keeper::run() {
  std::vector<Place> Places = places();
  SmallVector<Instruction *, 32> Opaque;
  for (Instruction &I : instructions(S))
    if (isa<InvokeInst, FenceInst, AtomicRMWInst, AtomicCmpXchgInst>(I) ||
        (isa<CallBase>(I) && !I.isTerminator()))
      Opaque.push_back(&I);
  for (Instruction *I : Opaque) {
    std::vector<std::pair<Place, Value *>> Kept;
    IRBuilder<> Before(I);
    for (const Place &P : Places)
      if (preserves(*I, P))
        Kept.push_back({P, P.read(Before)});
    if (Kept.empty())
      continue;
    BasicBlock::iterator At = std::next(I->getIterator());
    if (auto *Call = dyn_cast<InvokeInst>(I))
      At = SplitEdge(I->getParent(), Call->getNormalDest())->getFirstInsertionPt();
    IRBuilder<> B(At->getParent(), At);
    for (const auto &[P, Was] : Kept)
      P.write(B, Was);
  }
}

} // namespace

void keepAcross(Function &S, Value &Closure, ArrayRef<KnownBytes> Known, const Models &Lib) {
  Keeper(S, Closure, Known, Lib).run();
}

} // namespace polychrome

//===- EffectsOfCalls.cpp - Calls that have no model ----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/EffectCollector.h"

#include "pass/analysis/ArrayReach.h"
#include "pass/analysis/Lifetimes.h"
#include "pass/analysis/SourceInfo.h"

#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace polychrome {

using model::Mode;
using model::Path;
using model::Root;
using model::UnknownSize;
using model::ValueSet;

namespace {

/// The class whose virtual function is called and the slot, from the type test
/// that clang emits on the vtable pointer.
bool virtualTarget(const CallBase &C, const Flat &Copy, std::string &TypeId, std::uint64_t &Slot,
                   const DataLayout &DL) {
  auto *Load = dyn_cast<LoadInst>(C.getCalledOperand());
  if (!Load)
    return false;
  APInt Offset(64, 0);
  const Value *Table =
      Load->getPointerOperand()->stripAndAccumulateConstantOffsets(DL, Offset, true);
  for (const User *U : Table->users()) {
    auto *Test = dyn_cast<IntrinsicInst>(U);
    if (!Test || (Test->getIntrinsicID() != Intrinsic::type_test &&
                  Test->getIntrinsicID() != Intrinsic::public_type_test))
      continue;
    TypeId = Copy.TypeIds.name(cast<MetadataAsValue>(Test->getArgOperand(1))->getMetadata());
    if (TypeId.empty())
      continue;
    Slot = Offset.getZExtValue();
    return true;
  }
  return false;
}

} // namespace

/// Where an object ends, all its bytes are written. Where one begins in memory that
/// pointers lead to, an object of another type may have lain before.
void EffectCollector::visitLifetime(AssumeInst &I) {
  std::optional<Lifetime> L = lifetimeAt(I);
  if (!L)
    return;
  ValueSet Where = Values.of(L->Object);
  if (!L->Begins)
    return access(I, Where, L->Size, Mode::Write, {}, {},
                  Copy.StrictAliasing ? L->Type : std::string());
  llvm::erase_if(Where.Values, [](const Path &P) {
    return P.Loads.empty() ? P.Kind != Root::Param : P.Loads.back().Owning;
  });
  access(I, Where, L->Size, Mode::Write, {"", model::ObjectBegins, 0});
}

void EffectCollector::visitIntrinsic(IntrinsicInst &I) {
  if (auto *A = dyn_cast<AssumeInst>(&I))
    return visitLifetime(*A);
  if (auto *T = dyn_cast<MemTransferInst>(&I)) {
    auto *N = dyn_cast<ConstantInt>(T->getLength());
    auto Size = [&](unsigned Arg) { return N ? N->getZExtValue() : arrayReach(I, Arg); };
    if (!isPromised(I, T->getRawSource()))
      access(I, Values.of(T->getRawSource()), Size(1), Mode::Read, {});
    if (!isPromised(I, T->getRawDest()))
      access(I, Values.of(T->getRawDest()), Size(0), Mode::Write, {});
    return;
  }
  if (auto *S = dyn_cast<MemSetInst>(&I)) {
    if (isPromised(I, S->getRawDest()))
      return;
    auto *N = dyn_cast<ConstantInt>(S->getLength());
    return access(I, Values.of(S->getRawDest()), N ? N->getZExtValue() : arrayReach(I, 0),
                  Mode::Write, {});
  }
  if (I.isLifetimeStartOrEnd() || I.isAssumeLikeIntrinsic() || !I.mayReadOrWriteMemory() ||
      I.onlyAccessesInaccessibleMemory())
    return;
  if (I.getCalledFunction()->getName().starts_with("llvm.coro."))
    return exclusive(I, "is part of a coroutine");
  switch (I.getIntrinsicID()) {
  case Intrinsic::stacksave:
  case Intrinsic::stackrestore:
  case Intrinsic::vastart:
  case Intrinsic::vaend:
  case Intrinsic::vacopy:
  case Intrinsic::trap:
  case Intrinsic::debugtrap:
  case Intrinsic::eh_typeid_for:
    return;
  default:
    break;
  }
  if (!I.onlyAccessesArgMemory())
    return exclusive(I, "uses " + I.getCalledFunction()->getName());
  for (const Use &U : I.args())
    if (U->getType()->isPointerTy())
      access(I, Values.of(U.get()), UnknownSize, I.onlyReadsMemory() ? Mode::Read : Mode::Write,
             {});
}
model::CallSite EffectCollector::callSite(const CallBase &C) {
  model::CallSite S;
  S.Id = Values.callIndex(&C);
  S.At = locationOf(C);
  S.Via = Names.callChain(C);
  for (const Use &U : C.args())
    S.Args.push_back(addressed(U.get(), C));
  return S;
}

/// Asio's executors call the functor that they were given through a view: a
/// function and its argument side by side. An executor of the program's own does more.
void EffectCollector::visitInvocation(CallBase &C) {
  model::CallSite Own = callSite(C);
  Own.Kind = model::CallKind::Registered;
  Own.Callee = "executor";
  Own.Args.clear();
  addOnce(std::move(Own));
  for (unsigned I = 0; I != C.arg_size(); ++I)
    for (const Path &P : Values.of(C.getArgOperand(I)).Values) {
      if (P.Kind != Root::Function)
        continue;
      model::CallSite S = callSite(C);
      S.Callee = P.Name;
      S.Args.erase(S.Args.begin(), S.Args.begin() + I + 1);
      Out.Calls.push_back(std::move(S));
    }
}

bool EffectCollector::visitVirtual(CallBase &C) {
  model::CallSite S = callSite(C);
  std::string TypeId;
  if (!virtualTarget(C, Copy, TypeId, S.Slot, DL))
    return false;
  S.Callee = std::move(TypeId);
  S.Kind = model::CallKind::Virtual;
  Out.Calls.push_back(std::move(S));
  return true;
}

void EffectCollector::visitUnmodelled(CallBase &C) {
  if (const Function *Callee = C.getCalledFunction()) {
    if (Callee->getName() == ResumeFunction) {
      model::CallSite S = callSite(C);
      S.Kind = model::CallKind::Virtual;
      S.Callee = resumptionId(C.getFnAttr(ResumptionAttribute).getValueAsString());
      return addOnce(std::move(S));
    }
    if (Callee->getName() == LaunchFunction)
      return;
    model::CallSite S = callSite(C);
    S.Callee = Copy.Symbols.lookup(Callee);
    if (S.Callee.empty())
      S.Callee = Callee->getName().str();
    Out.Calls.push_back(std::move(S));
    return;
  }
  ValueSet Target = Values.of(C.getCalledOperand());
  bool Known = !Target.Any && !Target.Values.empty() &&
               all_of(Target.Values, [](const Path &P) { return P.Kind == Root::Function; });
  if (!Known && Invokes)
    return visitInvocation(C);
  if (!Known && visitVirtual(C))
    return;
  model::CallSite S = callSite(C);
  S.Kind = model::CallKind::Indirect;
  S.Target = std::move(Target);
  Out.Calls.push_back(std::move(S));
}

void EffectCollector::visitCall(CallBase &C) {
  if (auto *I = dyn_cast<IntrinsicInst>(&C))
    return visitIntrinsic(*I);
  if (C.isInlineAsm())
    return exclusive(C, "contains inline assembly");
  const Function *Callee = C.getCalledFunction();
  const Model *M = Callee ? Lib.function(*Callee) : nullptr;
  if (M && !M->has(ModelWord::Invokes))
    return visitModelled(C, *M);
  if (C.doesNotAccessMemory())
    return;
  visitUnmodelled(C);
}

/// A call whose outcome nobody uses: the first one of its kind explains it.
void EffectCollector::addOnce(model::CallSite S) {
  model::CallSite Key = S;
  Key.Id = 0;
  Key.At = {};
  Key.Via.clear();
  if (Once.insert(std::move(Key)).second)
    Out.Calls.push_back(std::move(S));
}

} // namespace polychrome

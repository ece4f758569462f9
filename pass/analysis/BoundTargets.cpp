//===- BoundTargets.cpp - Functions that a closure brings along -----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/BoundTargets.h"

#include "pass/analysis/PointerValues.h"
#include "pass/analysis/Reachable.h"
#include "pass/analysis/Specialise.h"

#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Transforms/Utils/Cloning.h"

#include <cstdlib>
#include <memory>
#include <set>

using namespace llvm;

namespace polychrome {

using model::HandlerKind;
using model::Path;
using model::PointerBytes;

namespace {

/// As clang has them: an address or a vtable's slot, and what to add to `this`.
bool isMemberPointer(const Type *T) {
  auto *S = dyn_cast<StructType>(T);
  return S && S->isLiteral() && S->getNumElements() == 2 && S->getElementType(0)->isIntegerTy(64) &&
         S->getElementType(1)->isIntegerTy(64);
}

/// Is the function named other than to be called, or to be found in a vtable?
bool isStored(const Function &F) {
  SmallVector<const User *, 8> Work;
  auto Add = [&](const Value &V) {
    for (const Use &U : V.uses()) {
      auto *C = dyn_cast<CallBase>(U.getUser());
      if (!C || !C->isCallee(&U))
        Work.push_back(U.getUser());
    }
  };
  Add(F);
  SmallPtrSet<const User *, 16> Seen;
  while (!Work.empty()) {
    const User *U = Work.pop_back_val();
    if (!Seen.insert(U).second)
      continue;
    if (isa<Instruction>(U))
      return true;
    if (auto *G = dyn_cast<GlobalVariable>(U)) {
      if (!G->hasMetadata(LLVMContext::MD_type) && !G->getName().starts_with("llvm."))
        return true;
      continue;
    }
    Add(*U);
  }
  return false;
}

/// The values that V is one of.
void addSources(Value *V, std::set<Value *> &Seen) {
  if (!Seen.insert(V).second)
    return;
  if (auto *P = dyn_cast<PHINode>(V))
    for (Use &U : P->incoming_values())
      addSources(U.get(), Seen);
  else if (auto *S = dyn_cast<SelectInst>(V))
    for (Value *Of : {S->getTrueValue(), S->getFalseValue()})
      addSources(Of, Seen);
  else if (auto *C = dyn_cast<CastInst>(V))
    addSources(C->getOperand(0), Seen);
}

/// Where in the closure the pointer lies, if V seems to be one from there: what callees may
/// have stored into a copy of it, specialise() knows better.
std::optional<std::int64_t> slotBehind(const model::ValueSet &V, unsigned Closure) {
  std::optional<std::int64_t> Out;
  for (const Path &P : V.Values) {
    if (P.Kind == model::Root::Local && !P.Loads.empty())
      continue;
    if (Out || P.Kind != model::Root::Param || P.Index != Closure || P.Loads.size() != 1 ||
        P.Offset != 0 || P.Span != 0 || P.Loads[0].Offset < 0)
      return std::nullopt;
    Out = P.Loads[0].Offset;
  }
  return V.Any ? std::nullopt : Out;
}

bool isWord(const Type *T) { return T->isPointerTy() || T->isIntegerTy(64); }

std::string text(char *Demangled) {
  std::string Out = Demangled ? Demangled : "";
  std::free(Demangled);
  return Out;
}

} // namespace

void splitMemberPointers(Function &F) {
  SmallVector<Instruction *, 8> Found;
  for (Instruction &I : instructions(F))
    if (isa<LoadInst, StoreInst>(I) && isMemberPointer(getLoadStoreType(&I)) && !I.isVolatile())
      Found.push_back(&I);
  for (Instruction *I : Found) {
    IRBuilder<> B(I);
    Value *At = getLoadStorePointerOperand(I);
    Align A = getLoadStoreAlignment(I);
    Type *T = getLoadStoreType(I);
    Value *Whole = PoisonValue::get(T);
    for (unsigned N : {0u, 1u}) {
      Value *Word = N ? B.CreateConstInBoundsGEP2_32(T, At, 0, N) : At;
      Instruction *Half =
          isa<LoadInst>(I)
              ? static_cast<Instruction *>(B.CreateAlignedLoad(B.getInt64Ty(), Word, A))
              : B.CreateAlignedStore(B.CreateExtractValue(I->getOperand(0), N), Word, A);
      Half->setMetadata(LLVMContext::MD_tbaa, I->getMetadata(LLVMContext::MD_tbaa));
      if (isa<LoadInst>(I))
        Whole = B.CreateInsertValue(Whole, Half, N);
    }
    if (isa<LoadInst>(I))
      I->replaceAllUsesWith(Whole);
    I->eraseFromParent();
  }
}

BoundTargets::BoundTargets(Module &Unit, const Flat &C, const Models &L, TypeTags &T)
    : M(Unit), Copy(C), Lib(L), Tags(T) {}

void BoundTargets::collectCandidates() {
  Candidates.emplace();
  for (Function &F : M) {
    // A function that is elsewhere may be nowhere, if what names it is never used.
    if (F.isDeclaration() || F.isVarArg() || isGlue(F) || !F.hasAddressTaken() || !isStored(F) ||
        StringRef(asioName(F.getName())).starts_with("asio::"))
      continue;
    ItaniumPartialDemangler D;
    std::string Mangled = F.getName().str();
    if (D.partialDemangle(Mangled.c_str())) {
      Candidates->push_back({&F, {}, {}}); // a function of C
      continue;
    }
    if (!D.isFunction() || D.isCtorOrDtor())
      continue;
    std::string Parameters = text(D.getFunctionParameters(nullptr, nullptr));
    Candidates->push_back({&F, text(D.getFunctionDeclContextName(nullptr, nullptr)), Parameters});
  }
}

std::optional<BoundTargets::Slot> BoundTargets::slotOf(Function &F, unsigned Closure,
                                                       StringRef Handler) {
  std::vector<std::pair<const CallBase *, LoadInst *>> Callees;
  for (Instruction &I : instructions(F)) {
    auto *C = dyn_cast<CallBase>(&I);
    if (!C || !C->isIndirectCall())
      continue;
    std::set<Value *> Sources;
    addSources(C->getCalledOperand(), Sources);
    for (Value *V : Sources)
      if (auto *L = dyn_cast<LoadInst>(V); L && isWord(L->getType()))
        Callees.push_back({C, L});
  }
  // Most handlers call executors through tables, and what is called so is no candidate: then
  // it does not matter where the pointers come from.
  if (none_of(Callees, [&](const auto &Callee) {
        auto [C, L] = Callee;
        const Slot Like{0, L->getType()->isIntegerTy(), C->getFunctionType(), {}};
        return any_of(*Candidates, [&](const Candidate &X) { return mayBe(X, Like, Handler); });
      }))
    return std::nullopt;
  PointerValues Values(F, Copy, Lib, Tags);
  if (!Values.converged())
    return std::nullopt;
  std::optional<Slot> Out;
  for (auto [C, L] : Callees) {
    auto At = slotBehind(Values.of(L), Closure);
    if (!At)
      continue;
    Slot S{std::uint32_t(*At), L->getType()->isIntegerTy(), C->getFunctionType(), {}};
    if (Out && (Out->Offset != S.Offset || Out->Member != S.Member || Out->Type != S.Type))
      return std::nullopt;
    Out = S;
  }
  for (Instruction &I : instructions(F)) {
    if (!Out || !isa<LoadInst>(I) || !isWord(I.getType()))
      continue;
    auto At = slotBehind(Values.of(&I), Closure);
    if (At && (*At == Out->Offset || (Out->Member && *At == Out->Offset + PointerBytes)))
      Out->Values.push_back(&I);
  }
  return Out;
}

/// A function of that type, whose class and parameters the handler's own type names:
/// "void (S::*)(int, char)", or, as arguments of Boost's mem_fn, "void, S, int, char".
bool BoundTargets::mayBe(const Candidate &C, const Slot &S, StringRef Handler) const {
  if (C.F->getFunctionType() != S.Type || (S.Member && !Handler.contains(C.Class)))
    return false;
  if (C.Parameters.empty() || Handler.contains(")" + C.Parameters))
    return true;
  return S.Member && Handler.contains(StringRef(C.Parameters).drop_front().drop_back());
}

Function *BoundTargets::bodyFor(Function &F, unsigned Closure, const Slot &S,
                                const Candidate &C) const {
  Function *Target = Copy.M->getFunction(C.F->getName());
  if (!Target)
    return nullptr;
  Type *Word = Type::getInt64Ty(F.getContext());
  SmallVector<KnownBytes, 2> Known;
  Known.push_back({.Offset = S.Offset, .Value = ConstantExpr::getPtrToInt(Target, Word)});
  if (S.Member)
    Known.push_back(
        {.Offset = S.Offset + std::uint32_t(PointerBytes), .Value = ConstantInt::get(Word, 0)});
  Function *Body = specialise(F, Closure, Known, S.Values, Lib).Body;
  if (!Body)
    return nullptr;
  Body->setName(F.getName() + ".bound");
  simplify(*Body);
  SmallVector<CallBase *, 4> Calls;
  for (Instruction &I : instructions(*Body))
    if (auto *Call = dyn_cast<CallBase>(&I))
      if (Call->getCalledFunction() == Target)
        Calls.push_back(Call);
  if (Calls.empty()) {
    Body->eraseFromParent();
    return nullptr;
  }
  bool Inline = !Target->isDeclaration() && !Target->isInterposable() &&
                !Target->hasFnAttribute(Attribute::NoInline);
  for (CallBase *Call : Calls)
    if (InlineFunctionInfo Info; Inline)
      InlineFunction(*Call, Info);
  simplify(*Body);
  return Body;
}

std::vector<BoundHandler> BoundTargets::of(Function &F, HandlerKind Kind) {
  std::vector<BoundHandler> Out;
  std::optional<unsigned> Closure = closureOf(F, Kind);
  if (!Closure)
    return Out;
  if (!Candidates)
    collectCandidates();
  if (Candidates->empty())
    return Out;
  const std::string Handler = demangle(F.getName());
  std::optional<Slot> S = slotOf(F, *Closure, Handler);
  if (!S)
    return Out;
  for (const Candidate &C : *Candidates)
    if (mayBe(C, *S, Handler))
      if (Function *Body = bodyFor(F, *Closure, *S, C))
        Out.push_back({C.F, Body, S->Offset, S->Member});
  return Out;
}

} // namespace polychrome

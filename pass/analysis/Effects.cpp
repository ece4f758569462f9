//===- Effects.cpp - From a flattened function to its summary body --------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Effects.h"

#include "pass/analysis/EffectCollector.h"
#include "pass/analysis/FieldPromise.h"
#include "pass/analysis/Reachable.h"
#include "pass/analysis/SourceInfo.h"
#include "pass/analysis/TypeTags.h"

#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace polychrome {

using model::Body;
using model::Effect;
using model::Mode;
using model::Path;
using model::Root;
using model::TypeTag;
using model::UnknownSize;
using model::ValueSet;

namespace {

/// Tables of virtual functions and names of types: nobody writes them, but a unit that only
/// refers to one does not say that it is constant.
bool isClassTable(StringRef Symbol) {
  Symbol = Symbol.substr(Symbol.rfind('!') + 1);
  return Symbol.starts_with("_ZTV") || Symbol.starts_with("_ZTT") || Symbol.starts_with("_ZTI") ||
         Symbol.starts_with("_ZTS");
}

/// How an atomic read-modify-write gets on with others of its kind: nobody looks at what
/// was there before.
Mode updateMode(const AtomicRMWInst &X) {
  if (!X.use_empty())
    return Mode::Write;
  switch (X.getOperation()) {
  case AtomicRMWInst::Add:
  case AtomicRMWInst::Sub:
    return Mode::Commute;
  case AtomicRMWInst::Or:
    return Mode::CommuteOr;
  case AtomicRMWInst::And:
    return Mode::CommuteAnd;
  case AtomicRMWInst::Xor:
    return Mode::CommuteXor;
  default:
    return Mode::Write;
  }
}

} // namespace

EffectCollector::EffectCollector(Function &Fn, const Flat &C, const Models &L, TypeTags &T,
                                 SourceNames &N)
    : F(Fn), Copy(C), Lib(L), Tags(T), Names(N), DL(Fn.getParent()->getDataLayout()),
      Values(Fn, C, L, T), Types(Fn, Values, C.Layouts), Young(L) {
  const Model *Known = Lib.function(F);
  Invokes = Known && Known->has(ModelWord::Invokes);
  InCoroutine = F.hasFnAttribute(BodyAttribute);
}

/// What a coroutine finds through its frame: the thread that resumes it and that one's entry
/// frame, which the resuming handler claims, the result that this one left, and its parameters.
bool EffectCollector::isThreads(const Path &P) const {
  if (P.Name == ThreadVariable)
    return P.Loads.size() <= 1;
  return P.Loads.empty() && (P.Name == FrameVariable || P.Name == ParametersVariable);
}

bool EffectCollector::isPrivate(const Path &P) const {
  if (P.Kind == Root::Function || (P.Kind == Root::Local && P.Loads.empty()))
    return true;
  if (P.Kind != Root::Global)
    return false;
  if (P.Loads.empty() && isClassTable(P.Name.str()))
    return true;
  if (isThreads(P))
    return true;
  StringRef Word = Lib.variable(P.Name.str());
  if (Word == "private" || (Word == "constant" && P.Loads.empty()))
    return true;
  const GlobalVariable *G = Copy.Variables.lookup(P.Name.str());
  return P.Loads.empty() && G && G->isConstant();
}

bool EffectCollector::isConstantObject(const Effect &E) const {
  StringRef Object = StringRef(E.Object.str()).split('#').first;
  return (!E.Tag.Base.empty() && Lib.constant(E.Tag.Base.str())) ||
         (!Object.empty() && Lib.constant(Object));
}

void EffectCollector::noteThreadLocal(const Path &P) {
  const GlobalVariable *G = P.Kind == Root::Global ? Copy.Variables.lookup(P.Name.str()) : nullptr;
  if (!G || !G->isThreadLocal() || Out.Pinned)
    return;
  Out.Pinned = true;
  Out.Why = "uses the thread_local variable " + demangle(G->getName());
}

/// The access conflicts with nothing, because the source promises it; the promise is cited
/// where the accesses of a handler are listed.
void EffectCollector::cite(const Instruction &I, StringRef Promise, std::string Where) {
  Effect E;
  E.Where = Path::resource(Promise.str());
  E.How = Mode::Read;
  E.Assumed = (Promise + ", " + Where).str();
  emit(I, std::move(E));
}

bool EffectCollector::isPromised(const Instruction &I, const Value *Address) {
  FieldPromise P = promisedField(Address);
  if (!P.Text.empty())
    cite(I, P.Text, P.Place);
  return !P.Text.empty();
}

bool EffectCollector::isPromised(const Instruction &I, const Path &P) {
  if (P.Kind != Root::Global || !P.Loads.empty())
    return false;
  const GlobalVariable *G = Copy.Variables.lookup(P.Name.str());
  const Model *M = G ? Lib.promisedVariable(G->getName()) : nullptr;
  if (M)
    cite(I, M->Effects.front().Name, M->Line);
  return M;
}

/// A member of a union in one of the library's types, which do not alias others: a
/// string's capacity beside its own characters.
bool inLibraryUnion(const Value &Address) {
  auto *G = dyn_cast<GEPOperator>(&Address);
  auto *S = G ? dyn_cast<StructType>(G->getSourceElementType()) : nullptr;
  auto *Member = G ? dyn_cast<StructType>(G->getResultElementType()) : nullptr;
  return S && Member && Member->hasName() && Member->getName().starts_with("union.") &&
         StringRef(structName(*S)).starts_with("std::");
}

void EffectCollector::emit(const Instruction &I, Effect E) {
  // A wider access tagged as char goes through a type that may alias, or a union.
  bool MayAlias = getLoadStorePointerOperand(&I) && I.getMetadata(LLVMContext::MD_tbaa) &&
                  E.Tag.Access.empty() && E.Tag.Base.empty() && E.Size > 1 &&
                  !inLibraryUnion(*getLoadStorePointerOperand(&I));
  if (Copy.StrictAliasing && !MayAlias && E.Object.empty())
    Types.describe(I, E);
  if (E.How == Mode::Read && isConstantObject(E))
    return;
  // One effect for each place and mode is enough; the first one explains it.
  if (!Seen.insert(E).second)
    return;
  E.At = locationOf(I);
  E.Via = Names.callChain(I);
  Out.Effects.push_back(std::move(E));
}

/// A coroutine's objects are its own while nobody else knows them. The others, also those that
/// a callee made, others may use as long as the coroutine lives.
ValueSet EffectCollector::asShared(ValueSet Where) const {
  if (!InCoroutine)
    return Where;
  std::vector<Path> Shared;
  for (const Path &P : Where.Values)
    if (P.Kind == Root::CallResult || (P.Kind == Root::Local && Values.isShared(P.Index))) {
      Path Any = anyCoroutines();
      Any.Offset = P.Offset;
      Any.Span = P.Span;
      Shared.push_back(std::move(Any));
    }
  Where.Values.insert(Where.Values.end(), Shared.begin(), Shared.end());
  llvm::sort(Where.Values);
  Where.Values.erase(llvm::unique(Where.Values), Where.Values.end());
  return Where;
}

/// What an operand leads to, also for others.
ValueSet EffectCollector::addressed(const Value *Address, const Instruction &I) {
  ValueSet Where = Values.of(Address);
  if (!InCoroutine)
    return Where;
  ValueSet Shared = asShared(Where);
  return Shared != Where && Young.contain(Address, I) ? Where : Shared;
}

void EffectCollector::access(const Instruction &I, const ValueSet &Where, std::uint64_t Size,
                             Mode How, const TypeTag &Tag, StringRef Assumed,
                             const std::string &Object) {
  touch(I, asShared(Where), Size, How, Tag, Assumed, Object);
}

void EffectCollector::access(const Instruction &I, const Value *Address, std::uint64_t Size,
                             Mode How, const TypeTag &Tag, StringRef Assumed) {
  touch(I, addressed(Address, I), Size, How, Tag, Assumed, {});
}

void EffectCollector::touch(const Instruction &I, const ValueSet &Where, std::uint64_t Size,
                            Mode How, const TypeTag &Tag, StringRef Assumed,
                            const std::string &Object) {
  for (const Path &P : Where.Values) {
    if (isPrivate(P) || isPromised(I, P))
      continue;
    noteThreadLocal(P);
    Effect E;
    E.Where = P;
    E.Size = Size;
    E.How = How;
    E.Tag = Tag;
    E.Assumed = Assumed.str();
    E.Object = Object;
    E.ObjectOffset = Object.empty() ? 0 : P.Offset;
    emit(I, std::move(E));
  }
  if (Where.Any) {
    Effect E;
    E.Size = UnknownSize;
    E.How = How;
    E.Note = "an access through a pointer that could not be traced";
    emit(I, std::move(E));
  }
}

void EffectCollector::exclusive(const Instruction &I, const Twine &Why) {
  if (Out.Exclusive)
    return;
  Out.Exclusive = true;
  Out.Why = Why.str();
  model::Location L = locationOf(I);
  if (L.Line)
    Out.Why = Out.Why + " (" + L.File + ":" + std::to_string(L.Line) + ")";
}
void EffectCollector::visit(Instruction &I) {
  if (auto *C = dyn_cast<CallBase>(&I))
    return visitCall(*C);
  if (auto *L = dyn_cast<LoadInst>(&I); L && readsVtable(*L, DL))
    return;
  if (const Value *Address = getLoadStorePointerOperand(&I); Address && isPromised(I, Address))
    return;
  if (auto *L = dyn_cast<LoadInst>(&I))
    return access(I, L->getPointerOperand(), Values.bytesOf(L->getType()), Mode::Read, Tags.of(I));
  if (auto *S = dyn_cast<StoreInst>(&I))
    return access(I, S->getPointerOperand(), Values.bytesOf(S->getValueOperand()->getType()),
                  Mode::Write, Tags.of(I));
  if (auto *X = dyn_cast<AtomicCmpXchgInst>(&I))
    return access(I, X->getPointerOperand(), Values.bytesOf(X->getNewValOperand()->getType()),
                  Mode::Write, Tags.of(I));
  if (auto *X = dyn_cast<AtomicRMWInst>(&I)) {
    return access(I, X->getPointerOperand(), Values.bytesOf(X->getValOperand()->getType()),
                  updateMode(*X), Tags.of(I));
  }
  if (isa<VAArgInst>(I))
    exclusive(I, "reads variadic arguments");
}

Body EffectCollector::run() {
  return run([](const Instruction &) { return true; });
}

Body EffectCollector::run(StringRef ResumptionClass) {
  const DenseSet<const Instruction *> Part = partOf(F, ResumptionClass);
  return run([&](const Instruction &I) { return Part.contains(&I); });
}

Body EffectCollector::run(function_ref<bool(const Instruction &)> Belongs) {
  if (const Instruction *I = Values.lost()) {
    exclusive(*I, "an access through a pointer that could not be traced");
    return std::move(Out);
  }
  if (!Values.converged()) {
    Out.Exclusive = true;
    Out.Why = TooComplex;
    return std::move(Out);
  }
  for (Instruction &I : instructions(F)) {
    if (!Belongs(I))
      continue;
    visit(I);
    visitNames(I);
    if (auto *R = dyn_cast<ReturnInst>(&I); R && R->getReturnValue()) {
      ValueSet S = Values.of(R->getReturnValue());
      Out.Returns.Any |= S.Any;
      Out.Returns.Dropped |= S.Dropped;
      Out.Returns.Values.insert(Out.Returns.Values.end(), S.Values.begin(), S.Values.end());
    }
  }
  llvm::sort(Out.Returns.Values);
  Out.Returns.Values.erase(llvm::unique(Out.Returns.Values), Out.Returns.Values.end());
  Out.Locals = Values.locals();
  Out.Stores = Values.stores();
  Out.Published = Values.published();
  Out.PublishedAll = Values.publishedAll();
  return std::move(Out);
}

Body collectEffects(Function &F, const Flat &Copy, const Models &Lib, TypeTags &Tags,
                    SourceNames &Names) {
  return EffectCollector(F, Copy, Lib, Tags, Names).run();
}

Body collectPart(Function &F, StringRef ResumptionClass, const Flat &Copy, const Models &Lib,
                 TypeTags &Tags, SourceNames &Names) {
  return EffectCollector(F, Copy, Lib, Tags, Names).run(ResumptionClass);
}

} // namespace polychrome

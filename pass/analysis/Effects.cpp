//===- Effects.cpp - From a flattened function to its summary body --------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Effects.h"

#include "pass/analysis/ContainerLoads.h"
#include "pass/analysis/FieldPromise.h"
#include "pass/analysis/Models.h"
#include "pass/analysis/ObjectTypes.h"
#include "pass/analysis/PointerValues.h"
#include "pass/analysis/SourceInfo.h"
#include "pass/analysis/TypeTags.h"

#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"

#include <set>

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

class Collector {
public:
  Collector(Function &Fn, const Flat &C, const Models &L, TypeTags &T, SourceNames &N)
      : F(Fn), Copy(C), Lib(L), Tags(T), Names(N), DL(Fn.getParent()->getDataLayout()),
        Values(Fn, C, L, T), Types(Fn, Values) {
    const Model *Known = Lib.function(F);
    Invokes = Known && Known->has(ModelWord::Invokes);
  }

  Body run();

private:
  Function &F;
  const Flat &Copy;
  const Models &Lib;
  TypeTags &Tags;
  SourceNames &Names;
  const DataLayout &DL;
  PointerValues Values;
  ObjectTypes Types;
  Body Out;
  std::set<Effect> Seen;
  std::set<model::CallSite> Once;
  bool Invokes = false;

  void visit(Instruction &I);
  void visitIntrinsic(IntrinsicInst &I);
  void visitCall(CallBase &C);
  void visitModelled(CallBase &C, const Model &M);
  void noteReplaceable(CallBase &C);
  void addOnce(model::CallSite S);
  void visitModelWord(CallBase &C, const ModelEffect &E, const Model &M);
  void visitUnmodelled(CallBase &C);
  bool visitVirtual(CallBase &C);
  void visitInvocation(CallBase &C);

  void access(const Instruction &I, const ValueSet &Where, std::uint64_t Size, Mode How,
              const TypeTag &Tag, StringRef Assumed = {});
  bool isPromised(const Instruction &I, const Value *Address);
  bool isPromised(const Instruction &I, const Path &P);
  void cite(const Instruction &I, StringRef Promise, std::string Where);
  void emit(const Instruction &I, Effect E);
  void exclusive(const Instruction &I, const Twine &Why);
  bool isPrivate(const Path &P) const;
  bool isConstantObject(const Effect &E) const;
  void noteThreadLocal(const Path &P);
  std::uint64_t bytesAt(const CallBase &C, unsigned Arg) const;
  std::uint64_t objectSize(const CallBase &C, unsigned Arg) const;
  model::CallSite callSite(const CallBase &C);
};

/// A load of a virtual function from a vtable, which never changes.
bool readsVtable(const LoadInst &L, const DataLayout &DL) {
  APInt Offset(64, 0);
  const Value *Table = L.getPointerOperand()->stripAndAccumulateConstantOffsets(DL, Offset, true);
  return any_of(Table->users(), [](const User *U) {
    auto *Test = dyn_cast<IntrinsicInst>(U);
    return Test && (Test->getIntrinsicID() == Intrinsic::type_test ||
                    Test->getIntrinsicID() == Intrinsic::public_type_test);
  });
}

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

bool Collector::isPrivate(const Path &P) const {
  if (P.Kind == Root::Function || (P.Kind == Root::Local && P.Loads.empty()))
    return true;
  if (P.Kind != Root::Global)
    return false;
  StringRef Word = Lib.variable(P.Name);
  if (Word == "private" || (Word == "constant" && P.Loads.empty()))
    return true;
  const GlobalVariable *G = Copy.Variables.lookup(P.Name);
  return P.Loads.empty() && G && G->isConstant();
}

bool Collector::isConstantObject(const Effect &E) const {
  StringRef Object = StringRef(E.Object).split('#').first;
  return (!E.Tag.Base.empty() && Lib.constant(E.Tag.Base)) ||
         (!Object.empty() && Lib.constant(Object));
}

void Collector::noteThreadLocal(const Path &P) {
  const GlobalVariable *G = P.Kind == Root::Global ? Copy.Variables.lookup(P.Name) : nullptr;
  if (!G || !G->isThreadLocal() || Out.Pinned)
    return;
  Out.Pinned = true;
  Out.Why = "uses the thread_local variable " + demangle(P.Name);
}

/// The access conflicts with nothing, because the source promises it; the promise is cited
/// where the accesses of a handler are listed.
void Collector::cite(const Instruction &I, StringRef Promise, std::string Where) {
  Effect E;
  E.Where = Path::resource(Promise.str());
  E.How = Mode::Read;
  E.Assumed = (Promise + ", " + Where).str();
  emit(I, std::move(E));
}

bool Collector::isPromised(const Instruction &I, const Value *Address) {
  FieldPromise P = promisedField(Address);
  if (!P.Text.empty())
    cite(I, P.Text, P.Place);
  return !P.Text.empty();
}

bool Collector::isPromised(const Instruction &I, const Path &P) {
  if (P.Kind != Root::Global || !P.Loads.empty())
    return false;
  const GlobalVariable *G = Copy.Variables.lookup(P.Name);
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

void Collector::emit(const Instruction &I, Effect E) {
  // A wider access tagged as char goes through a type that may alias, or a union.
  bool MayAlias = getLoadStorePointerOperand(&I) && I.getMetadata(LLVMContext::MD_tbaa) &&
                  E.Tag.Access.empty() && E.Tag.Base.empty() && E.Size > 1 &&
                  !inLibraryUnion(*getLoadStorePointerOperand(&I));
  if (Copy.StrictAliasing && !MayAlias)
    Types.describe(E);
  if (E.How == Mode::Read && isConstantObject(E))
    return;
  // One effect for each place and mode is enough; the first one explains it.
  if (!Seen.insert(E).second)
    return;
  E.At = locationOf(I);
  E.Via = Names.callChain(I);
  Out.Effects.push_back(std::move(E));
}

void Collector::access(const Instruction &I, const ValueSet &Where, std::uint64_t Size, Mode How,
                       const TypeTag &Tag, StringRef Assumed) {
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

void Collector::exclusive(const Instruction &I, const Twine &Why) {
  if (Out.Exclusive)
    return;
  Out.Exclusive = true;
  Out.Why = Why.str();
  model::Location L = locationOf(I);
  if (L.Line)
    Out.Why += " (" + L.File + ":" + std::to_string(L.Line) + ")";
}

/// How much a function takes that moves bytes: as many as it is told, which may be more
/// than the first struct there.
std::uint64_t Collector::bytesAt(const CallBase &C, unsigned Arg) const {
  if (Arg >= C.arg_size())
    return UnknownSize;
  if (C.paramHasAttr(Arg, Attribute::StructRet))
    return DL.getTypeAllocSize(C.getParamStructRetType(Arg));
  if (std::uint64_t N = C.getParamDereferenceableBytes(Arg))
    return N;
  return UnknownSize;
}

/// The size of an object that a function changes as a whole.
std::uint64_t Collector::objectSize(const CallBase &C, unsigned Arg) const {
  std::uint64_t Size = bytesAt(C, Arg);
  if (Size != UnknownSize || Arg >= C.arg_size())
    return Size;
  for (const Path &P : const_cast<PointerValues &>(Values).of(C.getArgOperand(Arg)).Values)
    if (std::uint64_t N = Types.sizeAt(P))
      return N;
  return UnknownSize;
}

void Collector::visitModelWord(CallBase &C, const ModelEffect &E, const Model &M) {
  auto Arg = [&](unsigned N) {
    return N < C.arg_size() && !isPromised(C, C.getArgOperand(N)) ? Values.of(C.getArgOperand(N))
                                                                  : ValueSet();
  };
  auto Owned = [&](Mode How) {
    ValueSet Storage;
    std::string Class = Names.qualified(C.getCalledFunction()->getName());
    Class.resize(std::min(Class.size(), Class.rfind("::")));
    Class = containerOf(C, std::move(Class));
    for (const Path &P : Arg(E.Arg).Values)
      if (!(P.Kind == Root::Local && P.Loads.empty())) {
        Path Q = model::follow(P, true, Class);
        Q.Offset = model::UnknownOffset;
        Storage.Values.push_back(Q);
      }
    access(C, Storage, UnknownSize, How, {}, M.Line);
  };
  switch (E.Word) {
  case ModelWord::Reads:
    return access(C, Arg(E.Arg), bytesAt(C, E.Arg), Mode::Read, {}, M.Line);
  case ModelWord::Writes:
    return access(C, Arg(E.Arg), bytesAt(C, E.Arg), Mode::Write, {}, M.Line);
  case ModelWord::StoresInto:
    return access(C, Arg(E.Arg), 8, Mode::Write, {}, M.Line);
  case ModelWord::ReadsBehind:
    for (unsigned I = E.Arg; I < C.arg_size(); ++I) {
      if (!C.getArgOperand(I)->getType()->isPointerTy())
        continue;
      ValueSet Holders = Arg(I);
      for (Path &P : Holders.Values)
        P.Offset = model::UnknownOffset;
      access(C, Values.loadedFrom(Holders), UnknownSize, Mode::Read, {}, M.Line);
    }
    return;
  case ModelWord::ReadsFrom:
  case ModelWord::WritesFrom:
  case ModelWord::WritesBehind:
    for (unsigned I = E.Arg; I < C.arg_size(); ++I) {
      if (!C.getArgOperand(I)->getType()->isPointerTy())
        continue;
      if (E.Word == ModelWord::WritesBehind)
        access(C, Values.loadedFrom(Arg(I)), UnknownSize, Mode::Write, {}, M.Line);
      else
        access(C, Arg(I), bytesAt(C, I), E.Word == ModelWord::ReadsFrom ? Mode::Read : Mode::Write,
               {}, M.Line);
    }
    return;
  case ModelWord::Object:
  case ModelWord::ConstObject: {
    Mode How = E.Word == ModelWord::Object ? Mode::Write : Mode::Read;
    access(C, Arg(E.Arg), objectSize(C, E.Arg), How, {}, M.Line);
    return Owned(How);
  }
  case ModelWord::Commute:
    return access(C, Arg(E.Arg), 4, Mode::Commute, {"", model::ReferenceCount, 0}, M.Line);
  case ModelWord::CountRead:
    return access(C, Arg(E.Arg), 4, Mode::Read, {"", model::ReferenceCount, 0}, M.Line);
  case ModelWord::CountWrite:
    return access(C, Arg(E.Arg), 4, Mode::Write, {"", model::ReferenceCount, 0}, M.Line);
  case ModelWord::CommuteAt: {
    ValueSet Holders;
    for (const Path &P : Arg(E.Arg).Values)
      Holders.Values.push_back(P.plus(E.Arg2));
    return access(C, Values.loadedFrom(Holders), 4, Mode::Commute, {"", model::ReferenceCount, 0},
                  M.Line);
  }
  case ModelWord::Copies:
    access(C, Arg(E.Arg2), bytesAt(C, E.Arg2), Mode::Read, {}, M.Line);
    return access(C, Arg(E.Arg), bytesAt(C, E.Arg), Mode::Write, {}, M.Line);
  case ModelWord::Free: {
    // operator delete(void *, size_t) says how large; a typed pointer tells too.
    std::uint64_t Size = UnknownSize;
    for (unsigned I = E.Arg + 1; I < C.arg_size(); ++I)
      if (auto *N = dyn_cast<ConstantInt>(C.getArgOperand(I)))
        Size = N->getZExtValue();
    if (Size == UnknownSize)
      Size = objectSize(C, E.Arg);
    return access(C, Arg(E.Arg), Size, Mode::Write, {}, M.Line);
  }
  case ModelWord::Fd: {
    ValueSet Holders;
    for (Path P : Arg(E.Arg).Values) {
      if (P.Kind == Root::Local && P.Loads.empty())
        continue;
      if (P.Loads.empty()) {
        Holders.Values.push_back(Path::resource("fd"));
        continue;
      }
      P.Offset = P.Loads.back().Offset;
      P.Span = 0;
      P.Loads.pop_back();
      Holders.Values.push_back(P);
    }
    // No origin at all: the descriptor was made by this invocation, or is a number that
    // everybody knows.
    if (Arg(E.Arg).Any || (E.Arg < C.arg_size() && isa<Constant>(C.getArgOperand(E.Arg))))
      Holders.Values.push_back(Path::resource("fd"));
    return access(C, Holders, 4, Mode::Write, {}, M.Line);
  }
  case ModelWord::Resource:
    return access(C, {{Path::resource(E.Name)}, false}, 0, Mode::Write, {}, M.Line);
  case ModelWord::ResourceUpdate:
    return access(C, {{Path::resource(E.Name)}, false}, 0, Mode::Commute, {}, M.Line);
  case ModelWord::ResourceRead:
    return access(C, {{Path::resource(E.Name)}, false}, 0, Mode::Read, {}, M.Line);
  case ModelWord::Overrides: {
    model::CallSite S = callSite(C);
    S.Kind = model::CallKind::Inside;
    S.Callee = E.Name;
    S.Args.clear();
    return addOnce(std::move(S));
  }
  case ModelWord::LastRelease:
  case ModelWord::Disposal: {
    model::CallSite S = callSite(C);
    S.Kind = E.Word == ModelWord::Disposal ? model::CallKind::Disposal : model::CallKind::Virtual;
    S.Callee = E.Name;
    S.Slot = E.Arg2;
    S.Final = true;
    S.Args = {Arg(E.Arg)};
    Out.Calls.push_back(std::move(S));
    return;
  }
  case ModelWord::Exclusive:
    return exclusive(C,
                     "calls " + Names.qualified(C.getCalledFunction()->getName()) + ", " + M.Line);
  case ModelWord::Pinned:
    Out.Pinned = true;
    if (Out.Why.empty())
      Out.Why = "calls " + Names.qualified(C.getCalledFunction()->getName()) + ", " + M.Line;
    return;
  case ModelWord::None:
  case ModelWord::Fresh:
  case ModelWord::Returns:
  case ModelWord::ReturnsInto:
  case ModelWord::SharedFromThis:
  case ModelWord::Invokes:
  case ModelWord::Analyse:
    return;
  }
}

/// The program's own function of a C library's name, or its own operator new, may lie in
/// another unit: then it runs, whatever the model says of the library's.
void Collector::noteReplaceable(CallBase &C) {
  StringRef Name = C.getCalledFunction()->getName();
  if (Name.starts_with("_") && !isAllocationFunction(Name))
    return;
  model::CallSite S = callSite(C);
  S.Kind = model::CallKind::Modelled;
  S.Callee = Name.str();
  addOnce(std::move(S));
}

/// A call whose outcome nobody uses: the first one of its kind explains it.
void Collector::addOnce(model::CallSite S) {
  model::CallSite Key = S;
  Key.Id = 0;
  Key.At = {};
  Key.Via.clear();
  if (Once.insert(std::move(Key)).second)
    Out.Calls.push_back(std::move(S));
}

void Collector::visitModelled(CallBase &C, const Model &M) {
  if (!M.Promise)
    noteReplaceable(C);
  if (C.hasStructRetAttr())
    access(C, Values.of(C.getArgOperand(0)), objectSize(C, 0), Mode::Write, {}, M.Line);
  for (const ModelEffect &E : M.Effects)
    visitModelWord(C, atCall(E, C), M);
}

void Collector::visitIntrinsic(IntrinsicInst &I) {
  if (auto *T = dyn_cast<MemTransferInst>(&I)) {
    auto *N = dyn_cast<ConstantInt>(T->getLength());
    std::uint64_t Size = N ? N->getZExtValue() : UnknownSize;
    if (!isPromised(I, T->getRawSource()))
      access(I, Values.of(T->getRawSource()), Size, Mode::Read, {});
    if (!isPromised(I, T->getRawDest()))
      access(I, Values.of(T->getRawDest()), Size, Mode::Write, {});
    return;
  }
  if (auto *S = dyn_cast<MemSetInst>(&I)) {
    if (isPromised(I, S->getRawDest()))
      return;
    auto *N = dyn_cast<ConstantInt>(S->getLength());
    return access(I, Values.of(S->getRawDest()), N ? N->getZExtValue() : UnknownSize, Mode::Write,
                  {});
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

model::CallSite Collector::callSite(const CallBase &C) {
  model::CallSite S;
  S.Id = Values.callIndex(&C);
  S.At = locationOf(C);
  S.Via = Names.callChain(C);
  for (const Use &U : C.args())
    S.Args.push_back(Values.of(U.get()));
  return S;
}

/// Asio's executors call the functor that they were given through a view: a
/// function and its argument side by side.
void Collector::visitInvocation(CallBase &C) {
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

bool Collector::visitVirtual(CallBase &C) {
  model::CallSite S = callSite(C);
  if (!virtualTarget(C, Copy, S.Callee, S.Slot, DL))
    return false;
  S.Kind = model::CallKind::Virtual;
  Out.Calls.push_back(std::move(S));
  return true;
}

void Collector::visitUnmodelled(CallBase &C) {
  if (const Function *Callee = C.getCalledFunction()) {
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

void Collector::visitCall(CallBase &C) {
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

void Collector::visit(Instruction &I) {
  if (auto *C = dyn_cast<CallBase>(&I))
    return visitCall(*C);
  if (auto *L = dyn_cast<LoadInst>(&I); L && readsVtable(*L, DL))
    return;
  if (const Value *Address = getLoadStorePointerOperand(&I); Address && isPromised(I, Address))
    return;
  if (auto *L = dyn_cast<LoadInst>(&I))
    return access(I, Values.of(L->getPointerOperand()), DL.getTypeStoreSize(L->getType()),
                  Mode::Read, Tags.of(I));
  if (auto *S = dyn_cast<StoreInst>(&I))
    return access(I, Values.of(S->getPointerOperand()),
                  DL.getTypeStoreSize(S->getValueOperand()->getType()), Mode::Write, Tags.of(I));
  if (auto *X = dyn_cast<AtomicCmpXchgInst>(&I))
    return access(I, Values.of(X->getPointerOperand()),
                  DL.getTypeStoreSize(X->getNewValOperand()->getType()), Mode::Write, Tags.of(I));
  if (auto *X = dyn_cast<AtomicRMWInst>(&I)) {
    return access(I, Values.of(X->getPointerOperand()),
                  DL.getTypeStoreSize(X->getValOperand()->getType()), updateMode(*X), Tags.of(I));
  }
  if (isa<VAArgInst>(I))
    exclusive(I, "reads variadic arguments");
}

Body Collector::run() {
  if (!Values.converged()) {
    Out.Exclusive = true;
    Out.Why = TooComplex;
    return std::move(Out);
  }
  for (Instruction &I : instructions(F)) {
    visit(I);
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
  return Collector(F, Copy, Lib, Tags, Names).run();
}

} // namespace polychrome

//===- EffectsOfModels.cpp - What the library models say of a call --------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/EffectCollector.h"

#include "pass/analysis/ArrayReach.h"
#include "pass/analysis/ContainerLoads.h"
#include "pass/analysis/SharedOwners.h"
#include "pass/analysis/SourceInfo.h"

#include "llvm/IR/Constants.h"

using namespace llvm;

namespace polychrome {

using model::Mode;
using model::Path;
using model::Root;
using model::TypeTag;
using model::UnknownSize;
using model::ValueSet;

/// How much a function takes that moves bytes: as many as it is told, which may be more
/// than the first struct there.
std::uint64_t EffectCollector::bytesAt(const CallBase &C, unsigned Arg) const {
  if (Arg >= C.arg_size())
    return UnknownSize;
  if (C.paramHasAttr(Arg, Attribute::StructRet))
    return DL.getTypeAllocSize(C.getParamStructRetType(Arg));
  if (std::uint64_t N = C.getParamDereferenceableBytes(Arg))
    return N;
  return arrayReach(C, Arg);
}

/// The size of an object that a function changes as a whole.
std::uint64_t EffectCollector::objectSize(const CallBase &C, unsigned Arg) {
  std::uint64_t Size = bytesAt(C, Arg);
  if (Size != UnknownSize || Arg >= C.arg_size())
    return Size;
  for (const Path &P : Values.of(C.getArgOperand(Arg)).Values)
    if (std::uint64_t N = Types.sizeAt(P))
      return N;
  return UnknownSize;
}

/// What the argument may point to, apart from what the source promises to be independent.
ValueSet EffectCollector::argument(CallBase &C, unsigned N) {
  return N < C.arg_size() && !isPromised(C, C.getArgOperand(N)) ? Values.of(C.getArgOperand(N))
                                                                : ValueSet();
}

void EffectCollector::accessArgument(CallBase &C, unsigned N, std::uint64_t Size, Mode How,
                                     const TypeTag &Tag, StringRef Assumed) {
  if (N < C.arg_size() && !isPromised(C, C.getArgOperand(N)))
    access(C, C.getArgOperand(N), Size, How, Tag, Assumed);
}

/// An object and the storage that it owns.
void EffectCollector::visitOwned(CallBase &C, const ModelEffect &E, const Model &M) {
  Mode How = E.Word == ModelWord::ConstObject ? Mode::Read : Mode::Write;
  owned(C, argument(C, E.Arg), objectSize(C, E.Arg), classOf(C), How, M);
}

/// The same for an object that a pointer in the argument leads to.
void EffectCollector::visitOwnedBehind(CallBase &C, const ModelEffect &E, const Model &M) {
  ValueSet Holders;
  for (const Path &P : argument(C, E.Arg).Values)
    Holders.Values.push_back(P.plus(E.Arg2));
  ValueSet Objects = Values.loadedFrom(Holders);
  owned(C, Objects, E.Size, E.Name, Mode::Read, M);
}

void EffectCollector::owned(CallBase &C, const ValueSet &Objects, std::uint64_t Size,
                            const std::string &Class, Mode How, const Model &M) {
  // Not what is accessed, but whose that is.
  access(C, Objects, Size, How, {Class, {}, 0}, M.Line);
  ValueSet Storage;
  for (const Path &P : Objects.Values)
    if (!(P.Kind == Root::Local && P.Loads.empty())) {
      Path Q = model::follow(P, true, Class);
      Q.Offset = model::UnknownOffset;
      Storage.Values.push_back(Q);
    }
  access(C, Storage, UnknownSize, How, {}, M.Line);
}

/// Words about an argument and all pointers after it.
void EffectCollector::visitArguments(CallBase &C, const ModelEffect &E, const Model &M) {
  for (unsigned I = E.Arg; I < C.arg_size(); ++I) {
    if (!C.getArgOperand(I)->getType()->isPointerTy())
      continue;
    ValueSet Where = argument(C, I);
    switch (E.Word) {
    case ModelWord::ReadsBehind:
      for (Path &P : Where.Values)
        P.Offset = model::UnknownOffset;
      access(C, Values.loadedFrom(Where), UnknownSize, Mode::Read, {}, M.Line);
      break;
    case ModelWord::WritesBehind:
      access(C, Values.loadedFrom(Where), UnknownSize, Mode::Write, {}, M.Line);
      break;
    default:
      accessArgument(C, I, bytesAt(C, I), E.Word == ModelWord::ReadsFrom ? Mode::Read : Mode::Write,
                     {}, M.Line);
    }
  }
}

/// operator delete(void *, size_t) says how large; a typed pointer tells too.
void EffectCollector::visitFree(CallBase &C, const ModelEffect &E, const Model &M) {
  std::uint64_t Size = UnknownSize;
  for (unsigned I = E.Arg + 1; I < C.arg_size(); ++I)
    if (auto *N = dyn_cast<ConstantInt>(C.getArgOperand(I)))
      Size = N->getZExtValue();
  if (Size == UnknownSize)
    Size = objectSize(C, E.Arg);
  access(C, argument(C, E.Arg), Size, Mode::Write, {}, M.Line);
}

/// A descriptor is named by the place that it was loaded from.
void EffectCollector::visitDescriptor(CallBase &C, const ModelEffect &E, const Model &M) {
  ValueSet Holders, Number = argument(C, E.Arg);
  for (Path P : Number.Values) {
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
  if (Number.Any || (E.Arg < C.arg_size() && isa<Constant>(C.getArgOperand(E.Arg))))
    Holders.Values.push_back(Path::resource("fd"));
  access(C, Holders, 4, Mode::Write, {}, M.Line);
}

/// Functions of the program's that the modelled one calls.
void EffectCollector::visitOverrides(CallBase &C, const ModelEffect &E) {
  model::CallSite S = callSite(C);
  S.Callee = E.Name;
  if (E.Word == ModelWord::Overrides || E.Word == ModelWord::Calls) {
    S.Kind = E.Word == ModelWord::Calls ? model::CallKind::Registered : model::CallKind::Inside;
    S.Args.clear();
    return addOnce(std::move(S));
  }
  S.Kind = E.Word == ModelWord::Disposal ? model::CallKind::Disposal : model::CallKind::Virtual;
  S.Slot = E.Arg2;
  S.Final = true;
  S.Owner = releasedBy(C);
  S.Args = {argument(C, E.Arg)};
  Out.Calls.push_back(std::move(S));
}

std::string EffectCollector::callText(const CallBase &C, const Model &M) const {
  return "calls " + Names.qualified(C.getCalledFunction()->getName()) + ", " + M.Line;
}

void EffectCollector::pin(const CallBase &C, const Model &M) {
  Out.Pinned = true;
  if (Out.Why.empty())
    Out.Why = callText(C, M);
}

void EffectCollector::visitModelWord(CallBase &C, const ModelEffect &E, const Model &M) {
  const TypeTag Count{"", model::ReferenceCount, 0};
  auto Arg = [&](std::uint64_t Size, Mode How, const TypeTag &Tag = {}) {
    accessArgument(C, E.Arg, Size, How, Tag, M.Line);
  };
  auto Outside = [&](Mode How) {
    access(C, {{Path::resource(E.Name)}, false}, 0, How, {}, M.Line);
  };
  switch (E.Word) {
  case ModelWord::Reads:
    return Arg(bytesAt(C, E.Arg), Mode::Read);
  case ModelWord::Writes:
    return Arg(bytesAt(C, E.Arg), Mode::Write);
  case ModelWord::StoresInto:
    return Arg(model::PointerBytes, Mode::Write);
  case ModelWord::ReadsBehind:
  case ModelWord::ReadsFrom:
  case ModelWord::WritesFrom:
  case ModelWord::WritesBehind:
    return visitArguments(C, E, M);
  case ModelWord::Object:
  case ModelWord::Destroys:
  case ModelWord::ConstObject:
    return visitOwned(C, E, M);
  case ModelWord::ConstObjectAt:
    return visitOwnedBehind(C, E, M);
  case ModelWord::Commute:
    return Arg(4, Mode::Commute, Count);
  case ModelWord::CountRead:
    return Arg(4, Mode::Read, Count);
  case ModelWord::CountWrite:
    return Arg(4, Mode::Write, Count);
  case ModelWord::CommuteAt: {
    ValueSet Holders;
    for (const Path &P : argument(C, E.Arg).Values)
      Holders.Values.push_back(P.plus(E.Arg2));
    return access(C, Values.loadedFrom(Holders), 4, Mode::Commute, Count, M.Line);
  }
  case ModelWord::Copies:
    access(C, argument(C, E.Arg2), bytesAt(C, E.Arg2), Mode::Read, {}, M.Line);
    return Arg(bytesAt(C, E.Arg), Mode::Write);
  case ModelWord::Free:
    return visitFree(C, E, M);
  case ModelWord::Fd:
    return visitDescriptor(C, E, M);
  case ModelWord::Resource:
    return Outside(Mode::Write);
  case ModelWord::ResourceUpdate:
    return Outside(Mode::Commute);
  case ModelWord::ResourceRead:
    return Outside(Mode::Read);
  case ModelWord::ResourceIf: {
    auto *Given = E.Arg < C.arg_size() ? dyn_cast<ConstantInt>(C.getArgOperand(E.Arg)) : nullptr;
    return Outside(Given && (Given->getZExtValue() & E.Arg2) == 0 ? Mode::Read : Mode::Write);
  }
  case ModelWord::Static:
  case ModelWord::StaticRead:
    return access(C, {{Path::global(staticSymbol(E.Name))}, false}, UnknownSize,
                  E.Word == ModelWord::Static ? Mode::Write : Mode::Read, {}, M.Line);
  case ModelWord::Overrides:
  case ModelWord::Calls:
  case ModelWord::LastRelease:
  case ModelWord::Disposal:
    return visitOverrides(C, E);
  case ModelWord::RunsQueued: {
    // No access, so a strand that this invocation has made counts too.
    ValueSet Strand = Values.loadedFrom(argument(C, E.Arg));
    for (Path &P : Strand.Values)
      if (isPrivate(P))
        P = Path::resource(model::StrandQueue);
    return access(C, Strand, 0, Mode::Read, {"", model::StrandQueue, 0}, M.Line);
  }
  case ModelWord::Exclusive:
    return exclusive(C, callText(C, M));
  case ModelWord::Pinned:
    return pin(C, M);
  case ModelWord::Completes:
    return addAnyPost();
  case ModelWord::Posts:
    return visitPostedWords(C);
  case ModelWord::None:
  case ModelWord::Formats:
  case ModelWord::Fresh:
  case ModelWord::FreshOwned:
  case ModelWord::Returns:
  case ModelWord::ReturnsWithin:
  case ModelWord::ReturnsInto:
  case ModelWord::ReturnsOwned:
  case ModelWord::ReturnsStatic:
  case ModelWord::Keeps:
  case ModelWord::Refers:
  case ModelWord::OnlyOf:
  case ModelWord::SharedFromThis:
  case ModelWord::Invokes:
  case ModelWord::Analyse:
    return;
  }
}

/// The program's own function of a C library's name, or its own operator new, may lie in
/// another unit: then it runs, whatever the model says of the library's.
void EffectCollector::noteReplaceable(CallBase &C) {
  StringRef Name = C.getCalledFunction()->getName();
  if (Name.starts_with("_") && !isAllocationFunction(Name))
    return;
  model::CallSite S = callSite(C);
  S.Kind = model::CallKind::Modelled;
  S.Callee = Name.str();
  addOnce(std::move(S));
}

void EffectCollector::visitModelled(CallBase &C, const Model &M) {
  if (!M.Promise)
    noteReplaceable(C);
  else
    addAnyPost(); // Nobody has looked into it.
  if (C.hasStructRetAttr())
    access(C, Values.of(C.getArgOperand(0)), objectSize(C, 0), Mode::Write, {}, M.Line);
  for (const ModelEffect &E : M.Effects)
    visitModelWord(C, atCall(E, C), M);
}

} // namespace polychrome

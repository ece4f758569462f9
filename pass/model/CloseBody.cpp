//===- CloseBody.cpp - One body with its calls replaced -------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/CloseBody.h"

#include "pass/model/BodyValues.h"
#include "pass/model/Containers.h"
#include "pass/model/PendingCalls.h"

#include <algorithm>
#include <utility>

namespace polychrome::model {

namespace {

/// Effects that differ in their offset only, before they become one.
constexpr std::size_t MaxOffsets = 32;
/// Effects of one footprint, before those reached through many loads are folded
/// into "whatever is reachable through the first of these loads".
constexpr std::size_t MaxEffects = 256;
constexpr std::size_t FoldedLoads = 2;

struct ByEssence {
  bool operator()(const Effect &A, const Effect &B) const { return essence(A) < essence(B); }
};

/// Calls are looked up once, except for function pointers that come out of local
/// objects: those wait until the other calls' outcome is known.
class BodyCloser {
public:
  BodyCloser(const Body &Bd, Substitution &Whole)
      : S(Whole), Paths(Whole.paths()), B(Bd), Known(Whole.effects()), Values(Bd, Paths),
        Passed(Values, Paths, Known) {}

  Footprint run();

private:
  Substitution &S;
  PathTable &Paths;
  const Body &B;
  EffectTable &Known;
  BodyValues Values;
  PendingCalls Passed;
  Footprint Out;
  std::vector<Target> Targets;
  std::vector<std::pair<const CallSite *, PathSet>> Traced; ///< function pointers
  MappedEffects Effects;
  std::set<Effect, ByEssence> AnyMemory; ///< those on any memory

  void addTargets(const CallSite &C);
  void addTarget(const CallSite &C, const std::string &Symbol);
  void addVirtualTargets(const CallSite &C);
  void addInsideTargets(const CallSite &C);
  void addDisposalTargets(const CallSite &C);
  void addRegisteredTargets(const CallSite &C);
  void addIndirectTargets(const CallSite &C);
  bool solve();
  void addCallee(const Target &T);
  void addMapped(const MappedEffect &E, const Target *T);
  void addUnknown(const MappedEffect &E, const char *Otherwise);
  void addOwnPosts();
  void addPosted(const std::string &Handler, std::int64_t Offset, const PathSet &What);
  void widenOffsets();
  bool alone();
};

void BodyCloser::addTarget(const CallSite &C, const std::string &Symbol) {
  const FunctionSummary *F = S.function(Symbol);
  if (F)
    Targets.push_back({&C, F, &S.closed(*F)});
  else
    AnyMemory.insert(unknownEffect(C, "calls " + Symbol + ", of which nothing is known"));
}

void BodyCloser::addVirtualTargets(const CallSite &C) {
  const std::set<std::string> *Overrides = S.overrides(C);
  if (!Overrides) {
    std::string Note = "calls a virtual function of " + C.Callee;
    Note +=
        S.complete() ? " that no unit overrides" : ", which a unit that took no part may override";
    AnyMemory.insert(unknownEffect(C, std::move(Note)));
    return;
  }
  for (const std::string &Symbol : *Overrides)
    addTarget(C, Symbol);
}

/// The library's own overrides are part of the model.
void BodyCloser::addInsideTargets(const CallSite &C) {
  std::string Override = S.anyOverride(C.Callee);
  if (!S.complete())
    AnyMemory.insert(unknownEffect(C, "may call a virtual function of " + C.Callee +
                                          ", which a unit that took no part may override"));
  else if (!Override.empty())
    AnyMemory.insert(unknownEffect(C, "may call " + Override + " through " + C.Callee));
}

/// Does it touch nothing but the object that it is called on and what that owns?
bool staysWithin(const Footprint &F, const PathTable &Paths) {
  return !F.Exclusive && F.Pending.empty() && F.Posts.empty() &&
         std::all_of(F.Mapped.begin(), F.Mapped.end(), [&](const MappedEffect &E) {
           const Path &Where = Paths[E.Where];
           return Where.Kind == Root::Param && Where.Index == 0 &&
                  std::all_of(Where.Loads.begin(), Where.Loads.end(),
                              [](const Load &L) { return L.Owning && !ownsOneObject(L.Owner); });
         });
}

void BodyCloser::addDisposalTargets(const CallSite &C) {
  const std::set<std::string> *Overrides = S.overrides(C);
  if (!Overrides)
    return S.complete() ? void() : addVirtualTargets(C);
  for (const std::string &Symbol : *Overrides) {
    const FunctionSummary *F = S.function(Symbol);
    if (!F || !staysWithin(S.closed(*F), Paths))
      addTarget(C, Symbol);
  }
}

/// The library passes them nothing but what dies with the call: an exception object.
void BodyCloser::addRegisteredTargets(const CallSite &C) {
  for (const std::string &Symbol : S.registered(C.Callee)) {
    const FunctionSummary *F = S.function(Symbol);
    if (Symbol.empty())
      AnyMemory.insert(unknownEffect(C, "may call a function of the program's, on " + C.Callee));
    else if (!F || !staysWithin(S.closed(*F), Paths))
      addTarget(C, Symbol);
  }
}

void BodyCloser::addIndirectTargets(const CallSite &C) {
  PathSet Target = Values.resolve(C.Target);
  Traced.push_back({&C, Target});
  bool Untraced = Target.isAny();
  for (PathTable::Id T : Target.ids()) {
    const Path &P = Paths[T];
    if (P.Kind == Root::Function)
      addTarget(C, P.Name);
    else
      Untraced |= P.Kind != Root::Param;
  }
  if (Untraced)
    AnyMemory.insert(unknownEffect(C, "calls through a pointer that could not be traced"));
}

void BodyCloser::addTargets(const CallSite &C) {
  switch (C.Kind) {
  case CallKind::Direct:
    return addTarget(C, C.Callee);
  case CallKind::Virtual:
    return addVirtualTargets(C);
  case CallKind::Indirect:
    return addIndirectTargets(C);
  case CallKind::Modelled:
    if (S.function(C.Callee))
      addTarget(C, C.Callee);
    return;
  case CallKind::Inside:
    return addInsideTargets(C);
  case CallKind::Disposal:
    return addDisposalTargets(C);
  case CallKind::Registered:
    return addRegisteredTargets(C);
  }
}

/// An effect of this body (T null) or of a callee, in this function's terms.
void BodyCloser::addMapped(const MappedEffect &E, const Target *T) {
  const Path &From = Paths[E.Where];
  MappedEffect M = E;
  // Of what a last release does, only the object's own memory is protected by
  // the references that others hold; what its destructor does elsewhere is not.
  if (T && T->Call->Final && From.Kind == Root::Param && From.Index == 0)
    M.Final |=
        std::all_of(From.Loads.begin(), From.Loads.end(), [](const Load &L) { return L.Owning; });
  const PathSet &Where = T ? Values.substitute(E.Where, *T->Call) : Values.resolve(E.Where);
  const bool OfQueue = Known.access(E) == StrandQueue;
  bool Lost = Where.isAny();
  for (PathTable::Id Number : Where.ids()) {
    const Path &P = Paths[Number];
    // What is queued on this invocation's own strand is somebody else's.
    Lost |= Paths.isLocal(Number) && OfQueue;
    if (Paths.isLocal(Number) || P.Kind == Root::Function)
      continue;
    M.Where = Number;
    // The struct that the callee knew about moves along with the address.
    bool Exact = P.Offset != UnknownOffset && From.Offset != UnknownOffset && P.Span == From.Span;
    M.Object = Exact ? E.Object : 0;
    M.ObjectOffset = Exact ? E.ObjectOffset + (P.Offset - From.Offset) : E.ObjectOffset;
    Paths.count();
    if (P.isUnknown())
      addUnknown(M, "");
    else if (!Effects.contains(M)) // Most are known already.
      Effects.insert(T ? Known.through(M, *T->Call, *T->Callee) : M);
  }
  if (Lost) {
    M.Where = Paths.intern(Path::unknown());
    M.Object = 0;
    addUnknown(M, "an access through a pointer that could not be traced");
  }
}

void BodyCloser::addUnknown(const MappedEffect &E, const char *Otherwise) {
  Effect U = Known.effect(E, Telling::Reasons);
  if (U.Note.empty())
    U.Note = Otherwise;
  AnyMemory.insert(std::move(U));
}

/// Recursion over arrays and lists makes ever new offsets: keep the base.
void BodyCloser::widenOffsets() {
  using Key = std::pair<PathTable::Base, Mode>;
  auto KeyOf = [&](const MappedEffect &E) { return Key{Paths.base(E.Where), E.How}; };
  Out.Mapped = Known.sorted(Effects);
  if (Effects.size() <= MaxOffsets)
    return;
  std::map<Key, std::size_t> Count;
  for (const MappedEffect &E : Effects)
    ++Count[KeyOf(E)];
  const bool TooMany = Out.Mapped.size() > MaxEffects;
  if (!TooMany && std::none_of(Count.begin(), Count.end(),
                               [](const auto &Of) { return Of.second > MaxOffsets; }))
    return;
  MappedEffects Wider;
  for (MappedEffect E : Out.Mapped) {
    const bool Many = Count[KeyOf(E)] > MaxOffsets;
    const bool Deep = TooMany && Paths[E.Where].Loads.size() > FoldedLoads;
    if (Deep || Many)
      Known.widen(E, Deep ? Paths.folded(E.Where, FoldedLoads) : E.Where);
    Wider.insert(E);
  }
  Out.Mapped = Known.sorted(Wider);
}

/// What must run alone needs no further description, and its callers neither.
bool BodyCloser::alone() {
  for (const Target &T : Targets)
    if (T.Does->Exclusive && !Out.Exclusive) {
      Out.Exclusive = true;
      Out.Why = T.Does->Why;
    }
  if (!AnyMemory.empty() && !Out.Exclusive) {
    const Effect &E = *AnyMemory.begin();
    Out.Exclusive = true;
    Out.Why = E.Note;
    if (E.At.Line)
      Out.Why += " (" + E.At.File + ":" + std::to_string(E.At.Line) + ")";
  }
  if (!Out.Exclusive)
    return false;
  Out.Mapped.clear();
  Out.Pending.clear();
  Out.Stores.clear();
  Out.Objects.clear();
  Out.Published = {};
  Out.Posts.clear();
  Out.Returns = PathSet::any();
  return true;
}

/// A local object is one that the invocation has made; nobody else's closure has it yet.
void BodyCloser::addPosted(const std::string &Handler, std::int64_t Offset, const PathSet &What) {
  PathSet Elsewhere = PathSet::unnamed(What);
  for (PathTable::Id P : What.ids())
    if (!Paths.isLocal(P))
      Elsewhere.insert(P, Paths);
  Out.Posts[Handler][Offset].insert(Elsewhere, Paths);
}

void BodyCloser::addOwnPosts() {
  for (const Post &P : B.Posts) {
    PathSet Closure = Values.resolve(P.Closure);
    PostedPointers Pointers;
    if (Closure.isAny())
      Pointers[UnknownOffset] = PathSet::any();
    for (PathTable::Id At : Closure.ids())
      Values.contents(At, Pointers);
    Out.Posts[P.Handler]; // Also if there are no pointers.
    for (const auto &[Offset, What] : Pointers)
      addPosted(P.Handler, Offset, What);
  }
}

/// What one callee does, in this body's terms.
void BodyCloser::addCallee(const Target &T) {
  for (const MappedEffect &E : T.Does->Mapped)
    addMapped(E, &T);
  if (T.Does->Pinned && !Out.Pinned) {
    Out.Pinned = true;
    if (Out.Why.empty())
      Out.Why = T.Does->Why;
  }
  for (const auto &[Handler, Pointers] : T.Does->Posts) {
    Out.Posts[Handler];
    for (const auto &[Offset, What] : Pointers)
      addPosted(Handler, Offset, Values.substitute(What, *T.Call));
  }
}

/// Finds what the calls of function pointers lead to, and with them what everything else is.
/// False if that is unknown.
bool BodyCloser::solve() {
  Values.solve(Targets);
  const std::size_t Direct = Targets.size();
  std::vector<const CallSite *> Own;
  for (const CallSite &C : B.Calls)
    if (C.Kind == CallKind::Indirect) {
      addTargets(C);
      const PathSet &Target = Traced.back().second;
      if (std::any_of(Target.ids().begin(), Target.ids().end(),
                      [&](PathTable::Id T) { return Paths[T].Kind == Root::Param; }))
        Own.push_back(&C);
    }
  if (Targets.size() != Direct)
    Values.solve(Targets);
  const std::size_t OwnTargets = Targets.size();
  while (Passed.update(Own, Targets)) {
    Targets.resize(OwnTargets);
    for (const auto &[C, Symbol] : Passed.known())
      addTarget(*C, Symbol);
    if (alone())
      return false;
    Values.handOver(Passed.open());
    Values.solve(Targets);
  }
  for (const CallSite *C : Passed.unknown())
    AnyMemory.insert(unknownEffect(*C, "calls through a pointer that could not be traced"));
  // A function pointer that only a call's own outcome put in place, or nothing that is known.
  for (const auto &[C, Was] : Traced)
    if (const PathSet Target = Values.resolve(C->Target); Target != Was || Target.empty())
      AnyMemory.insert(unknownEffect(*C, "calls through a pointer that could not be traced"));
  return !alone();
}

Footprint BodyCloser::run() {
  Out.Exclusive = B.Exclusive;
  Out.Pinned = B.Pinned;
  Out.Why = B.Why;
  for (const CallSite &C : B.Calls) {
    if (C.Kind != CallKind::Indirect)
      addTargets(C);
    if (alone())
      return std::move(Out);
  }
  if (!solve())
    return std::move(Out);
  for (const Effect &E : B.Effects)
    addMapped(Known.mapped(E), nullptr);
  addOwnPosts();
  for (const Target &T : Targets)
    addCallee(T);
  Values.stores(Targets, Out.Stores);
  Out.Published = Values.escaped(Targets);
  Out.Returns = Values.resolve(B.Returns);
  Out.Pending = Passed.open();
  Values.exportObjects(Out);
  if (!alone())
    widenOffsets();
  return std::move(Out);
}

} // namespace

Effect unknownEffect(const CallSite &C, std::string Note) {
  Effect E;
  E.Size = UnknownSize;
  E.Note = std::move(Note);
  E.At = C.At;
  E.Via = C.Via;
  return E;
}

Footprint closeBody(const Body &B, Substitution &Whole) { return BodyCloser(B, Whole).run(); }

} // namespace polychrome::model

//===- Substitute.cpp - Footprints closed over calls ----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Substitute.h"

#include <algorithm>
#include <utility>

namespace polychrome::model {

namespace {

constexpr std::size_t MaxLoads = 3;
constexpr std::size_t MaxRounds = 24;
constexpr std::size_t MaxWork = 400'000;
/// Values of one set before it is taken to be anything.
constexpr std::size_t MaxValues = 256;
/// Effects that differ in their offset only, before they become one.
constexpr std::size_t MaxOffsets = 32;
/// Effects of one footprint, before those reached through many loads are folded
/// into "whatever is reachable through the first of these loads".
constexpr std::size_t MaxEffects = 256;
constexpr std::size_t FoldedLoads = 2;
/// Call chains are cut here; recursion would make them ever longer.
constexpr std::size_t MaxFrames = 16;

/// Whether Into has grown. "Anything" absorbs the rest, and so does too much.
bool merge(ValueSet &Into, const ValueSet &S) {
  if (Into.Any)
    return false;
  bool Grown = S.Any;
  for (const Path &P : S.Values) {
    auto It = std::lower_bound(Into.Values.begin(), Into.Values.end(), P);
    if (It != Into.Values.end() && *It == P)
      continue;
    Into.Values.insert(It, P);
    Grown = true;
  }
  if (S.Any || Into.Values.size() > MaxValues)
    Into = {{}, true};
  return Grown;
}

Path follow(const Path &P, const Load &L) {
  if (P.Loads.size() < MaxLoads)
    return P.load(L.Owning, L.Owner);
  Path Q = P;
  Q.Offset = UnknownOffset;
  Q.Span = 0;
  // Folded, the path no longer shows that it left the owner's storage.
  if (!L.Owning)
    for (Load &Kept : Q.Loads)
      Kept.Owning = false;
  return Q;
}

/// Every address of Base, moved by the last part of P.
ValueSet moved(ValueSet Base, const Path &P) {
  for (Path &Q : Base.Values) {
    Q = Q.plus(P.Offset);
    Q.Span = Q.Offset == UnknownOffset ? 0 : Q.Span + P.Span;
  }
  std::sort(Base.Values.begin(), Base.Values.end());
  Base.Values.erase(std::unique(Base.Values.begin(), Base.Values.end()), Base.Values.end());
  return Base;
}

bool isLocal(const Path &P) { return P.Kind == Root::Local && P.Loads.empty(); }

/// May a pointer stored at Offset be read by a load at P?
bool reads(const Path &P, std::int64_t Offset) {
  if (P.Offset == UnknownOffset || Offset == UnknownOffset)
    return true;
  return Offset < P.Offset + std::int64_t(P.Span) + 8 && P.Offset < Offset + 8;
}

Effect unknownEffect(const CallSite &C, std::string Note) {
  Effect E;
  E.Size = UnknownSize;
  E.Note = std::move(Note);
  E.At = C.At;
  E.Via = C.Via;
  return E;
}

/// An effect without what only explains it.
Effect essence(const Effect &E) {
  Effect K = E;
  K.At = {};
  K.Via.clear();
  K.Note.clear();
  K.Assumed.clear();
  return K;
}

/// Do two footprints say the same, however they explain it?
bool same(const Footprint &A, const Footprint &B) {
  auto Essences = [](const Footprint &P) {
    std::set<Effect> S;
    for (const Effect &E : P.Effects)
      S.insert(essence(E));
    return S;
  };
  return A.Effects.size() == B.Effects.size() && A.Pending.size() == B.Pending.size() &&
         A.Returns == B.Returns && A.Published == B.Published && A.Exclusive == B.Exclusive &&
         A.Pinned == B.Pinned && Essences(A) == Essences(B);
}

} // namespace

/// Closes one body. Calls are looked up once, except for function pointers that come
/// out of local objects; what those may have become is a fixpoint, since a callee's
/// argument may be what another callee stored.
class BodyCloser {
public:
  BodyCloser(Substitution &Whole, const Body &Bd) : S(Whole), B(Bd) {}

  Footprint run();

private:
  struct Target {
    const CallSite *Call;
    const FunctionSummary *Callee;
    const Footprint *Does;
  };

  Substitution &S;
  const Body &B;
  Footprint Out;
  std::vector<Target> Targets;
  std::set<std::uint32_t> Clobbered;
  std::vector<std::pair<const CallSite *, ValueSet>> Traced; ///< function pointers
  std::vector<std::map<std::int64_t, ValueSet>> Contents;    ///< by local object, offset
  std::map<std::uint32_t, ValueSet> Results;                 ///< by call
  std::set<Effect> Seen;

  void addTargets(const CallSite &C);
  void addTarget(const CallSite &C, const std::string &Symbol);
  void addVirtualTargets(const CallSite &C);
  void addIndirectTargets(const CallSite &C);
  void updateClobbered();
  bool alone();
  void add(Effect E);
  void addMapped(const Effect &E, const CallSite *C, const FunctionSummary *Callee);
  void widenOffsets();

  ValueSet resolve(const ValueSet &V);
  ValueSet resolve(const Path &P);
  void solveContents();
  ValueSet substitute(const Path &P, const CallSite &C);
  ValueSet substitute(const ValueSet &V, const CallSite &C);
  ValueSet loadFrom(const ValueSet &From, const Load &L);
};

/// The values stored at From + L.Offset, as far as contents are known by now.
ValueSet BodyCloser::loadFrom(const ValueSet &From, const Load &L) {
  ValueSet R;
  R.Any = From.Any;
  for (const Path &Base : From.Values) {
    Path P = Base.plus(L.Offset);
    if (P.Kind == Root::Function || P.Kind == Root::Resource)
      continue;
    if (P.isUnknown()) {
      R.Any = true;
      continue;
    }
    if (!isLocal(P)) {
      merge(R, {{follow(P, L)}, false});
      continue;
    }
    if (P.Index >= B.Locals.size() || Clobbered.count(P.Index)) {
      R.Any = true;
      continue;
    }
    for (const auto &[Offset, What] : Contents[P.Index])
      if (reads(P, Offset))
        merge(R, What);
  }
  return R;
}

/// What local objects hold and calls return, without call results and loads from
/// local objects in it: each may depend on the others, so until nothing is added.
void BodyCloser::solveContents() {
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (std::size_t I = 0; I != B.Locals.size(); ++I)
      for (const auto &[Offset, What] : B.Locals[I].Contents)
        Changed |= merge(Contents[I][Offset], resolve(What));
    for (const Target &T : Targets)
      Changed |= merge(Results[T.Call->Id], substitute(T.Does->Returns, *T.Call));
  }
}

/// A path of this body, with call results and loads from local objects replaced.
ValueSet BodyCloser::resolve(const Path &P) {
  ValueSet Base;
  if (P.Kind == Root::CallResult) {
    auto It = Results.find(P.Index);
    Base = It == Results.end() ? ValueSet{{}, true} : It->second;
  } else if (P.Kind == Root::Local && !P.Loads.empty()) {
    Base = {{Path::local(P.Index)}, false};
  } else {
    return {{P}, false};
  }
  for (const Load &L : P.Loads)
    Base = loadFrom(Base, L);
  return moved(std::move(Base), P);
}

ValueSet BodyCloser::resolve(const ValueSet &V) {
  ValueSet R;
  R.Any = V.Any;
  for (const Path &P : V.Values)
    merge(R, resolve(P));
  return R;
}

/// A callee's path in the caller's terms. The callee's own local objects are
/// gone, or new and reachable through what it published: private either way.
ValueSet BodyCloser::substitute(const Path &P, const CallSite &C) {
  if (P.Kind == Root::Local)
    return {};
  if (P.Kind != Root::Param)
    return {{P}, false};
  if (P.Index >= C.Args.size())
    return {{}, true};
  ValueSet Base = resolve(C.Args[P.Index]);
  for (const Load &L : P.Loads)
    Base = loadFrom(Base, L);
  return moved(std::move(Base), P);
}

ValueSet BodyCloser::substitute(const ValueSet &V, const CallSite &C) {
  ValueSet R;
  R.Any = V.Any;
  for (const Path &P : V.Values)
    merge(R, substitute(P, C));
  return R;
}

void BodyCloser::addTarget(const CallSite &C, const std::string &Symbol) {
  auto It = S.BySymbol.find(Symbol);
  if (It == S.BySymbol.end()) {
    Out.Effects.push_back(unknownEffect(C, "calls " + Symbol + ", of which nothing is known"));
    return;
  }
  Targets.push_back({&C, It->second, &S.closed(*It->second)});
}

void BodyCloser::addVirtualTargets(const CallSite &C) {
  auto It = S.Overrides.find({C.Callee, C.Slot});
  if (It == S.Overrides.end() || !S.Records.Complete) {
    Out.Effects.push_back(
        unknownEffect(C, S.Records.Complete
                             ? "calls a virtual function of " + C.Callee + " that no unit overrides"
                             : "calls a virtual function of " + C.Callee +
                                   ", which a unit that took no part may override"));
    return;
  }
  for (const std::string &Symbol : It->second)
    addTarget(C, Symbol);
}

void BodyCloser::addIndirectTargets(const CallSite &C) {
  ValueSet Target = resolve(C.Target);
  Traced.push_back({&C, Target});
  bool Unknown = Target.Any;
  bool Passed = false;
  for (const Path &P : Target.Values) {
    if (P.Kind == Root::Function)
      addTarget(C, P.Name);
    else if (P.Kind == Root::Param)
      Passed = true;
    else
      Unknown = true;
  }
  if (Unknown)
    Out.Effects.push_back(unknownEffect(C, "calls through a pointer that could not be traced"));
  if (!Passed)
    return;
  CallSite Later = C;
  Later.Target = Target;
  for (ValueSet &A : Later.Args)
    A = resolve(A);
  Out.Pending.push_back(std::move(Later));
}

void BodyCloser::addTargets(const CallSite &C) {
  switch (C.Kind) {
  case CallKind::Direct:
    return addTarget(C, C.Callee);
  case CallKind::Virtual:
    return addVirtualTargets(C);
  case CallKind::Indirect:
    return addIndirectTargets(C);
  }
}

/// A local object is clobbered if a callee may leave a foreign pointer in it:
/// directly, or, once its address is known outside, through any other name.
void BodyCloser::updateClobbered() {
  std::set<std::uint32_t> Escaped;
  auto Note = [](const ValueSet &V, std::set<std::uint32_t> &Into) {
    for (const Path &P : V.Values)
      if (isLocal(P))
        Into.insert(P.Index);
  };
  Note(B.Published, Escaped);
  bool Elsewhere = false;
  for (const Target &T : Targets) {
    Note(substitute(T.Does->Published, *T.Call), Escaped);
    for (const Effect &E : T.Does->Effects) {
      if (E.How != Mode::Write || !(E.Rebinds || E.Where.isUnknown()))
        continue;
      ValueSet Where = substitute(E.Where, *T.Call);
      Note(Where, Clobbered);
      Elsewhere |= Where.Any || std::any_of(Where.Values.begin(), Where.Values.end(),
                                            [](const Path &P) { return !isLocal(P); });
    }
  }
  if (Elsewhere)
    Clobbered.insert(Escaped.begin(), Escaped.end());
}

void BodyCloser::add(Effect E) {
  if (Seen.insert(essence(E)).second)
    Out.Effects.push_back(std::move(E));
}

/// An effect of this body (C null) or of a callee, in this function's terms.
void BodyCloser::addMapped(const Effect &E, const CallSite *C, const FunctionSummary *Callee) {
  ++S.Work;
  Effect M = E;
  for (std::uint32_t L : E.RebindsFrom)
    M.Rebinds |= Clobbered.count(L) != 0;
  M.RebindsFrom.clear();
  if (C) {
    M.Via = C->Via;
    M.Via.push_back({Callee->Name, C->At});
    M.Via.insert(M.Via.end(), E.Via.begin(), E.Via.end());
    if (M.Via.size() > MaxFrames)
      M.Via.resize(MaxFrames);
  }
  // Of what a last release does, only the object's own memory is protected by
  // the references that others hold; what its destructor does elsewhere is not.
  if (C && C->Final && E.Where.Kind == Root::Param && E.Where.Index == 0)
    M.Final |= std::all_of(E.Where.Loads.begin(), E.Where.Loads.end(),
                           [](const Load &L) { return L.Owning; });
  ValueSet Where = C ? substitute(E.Where, *C) : resolve(E.Where);
  for (const Path &P : Where.Values) {
    if (isLocal(P) || P.Kind == Root::Function)
      continue;
    Effect One = M;
    One.Where = P;
    // The struct that the callee knew about moves along with the address.
    bool Exact =
        P.Offset != UnknownOffset && E.Where.Offset != UnknownOffset && P.Span == E.Where.Span;
    if (Exact)
      One.ObjectOffset = E.ObjectOffset + (P.Offset - E.Where.Offset);
    else
      One.Object.clear();
    add(std::move(One));
  }
  if (Where.Any) {
    M.Where = Path::unknown();
    M.Object.clear();
    if (M.Note.empty())
      M.Note = "an access through a pointer that could not be traced";
    add(std::move(M));
  }
}

/// Recursion over arrays and lists makes ever new offsets: keep the base.
void BodyCloser::widenOffsets() {
  using Key = std::tuple<Root, std::uint32_t, std::string, std::vector<Load>, Mode>;
  std::map<Key, std::size_t> Count;
  auto KeyOf = [](const Effect &E) {
    return Key{E.Where.Kind, E.Where.Index, E.Where.Name, E.Where.Loads, E.How};
  };
  for (const Effect &E : Out.Effects)
    ++Count[KeyOf(E)];
  std::vector<Effect> Kept = std::move(Out.Effects);
  Out.Effects.clear();
  Seen.clear();
  for (Effect &E : Kept) {
    auto It = Count.find(KeyOf(E));
    bool Deep = Kept.size() > MaxEffects && E.Where.Loads.size() > FoldedLoads;
    if (Deep) {
      E.Where.Loads.resize(FoldedLoads);
      for (Load &L : E.Where.Loads)
        L.Owning = false;
    }
    if (Deep || (It->second > MaxOffsets && !E.Where.isUnknown())) {
      E.Where.Offset = UnknownOffset;
      E.Where.Span = 0;
      E.Size = UnknownSize;
      E.Object.clear();
      E.ObjectOffset = 0;
      E.Tag.Base.clear();
      E.Tag.Offset = 0;
    }
    add(std::move(E));
  }
}

/// What must run alone needs no further description, and its callers neither.
bool BodyCloser::alone() {
  for (const Target &T : Targets)
    if (T.Does->Exclusive && !Out.Exclusive) {
      Out.Exclusive = true;
      Out.Why = T.Does->Why;
    }
  for (const Effect &E : Out.Effects)
    if (E.Where.isUnknown() && !Out.Exclusive) {
      Out.Exclusive = true;
      Out.Why = E.Note;
      if (E.At.Line)
        Out.Why += " (" + E.At.File + ":" + std::to_string(E.At.Line) + ")";
    }
  if (!Out.Exclusive)
    return false;
  Out.Effects.clear();
  Out.Pending.clear();
  Out.Published = {};
  Out.Returns = {{}, true};
  return true;
}

Footprint BodyCloser::run() {
  Out.Exclusive = B.Exclusive;
  Out.Pinned = B.Pinned;
  Out.Why = B.Why;
  Contents.resize(B.Locals.size());
  for (const CallSite &C : B.Calls) {
    if (C.Kind != CallKind::Indirect)
      addTargets(C);
    if (alone())
      return std::move(Out);
  }
  solveContents();
  for (const CallSite &C : B.Calls)
    if (C.Kind == CallKind::Indirect)
      addTargets(C);
  for (std::size_t Before = 0;;) {
    solveContents();
    updateClobbered();
    if (Clobbered.size() == Before)
      break;
    Before = Clobbered.size();
  }
  // A function pointer that only a call's own outcome put in place.
  for (const auto &[C, Was] : Traced)
    if (resolve(C->Target) != Was)
      Out.Effects.push_back(unknownEffect(*C, "calls through a pointer that could not be traced"));
  for (const Effect &E : std::vector<Effect>(std::move(Out.Effects)))
    add(E);
  for (const Effect &E : B.Effects)
    addMapped(E, nullptr, nullptr);
  for (const Target &T : Targets) {
    for (const Effect &E : T.Does->Effects)
      addMapped(E, T.Call, T.Callee);
    if (T.Does->Pinned && !Out.Pinned) {
      Out.Pinned = true;
      if (Out.Why.empty())
        Out.Why = T.Does->Why;
    }
    merge(Out.Published, substitute(T.Does->Published, *T.Call));
    for (const CallSite &P : T.Does->Pending) {
      // The function pointer came from here: now its target may be known.
      CallSite Now = P;
      Now.Target = substitute(P.Target, *T.Call);
      for (ValueSet &A : Now.Args)
        A = substitute(A, *T.Call);
      Out.Pending.push_back(std::move(Now));
    }
  }
  merge(Out.Published, resolve(B.Published));
  Out.Returns = resolve(B.Returns);
  if (!alone())
    widenOffsets();
  return std::move(Out);
}

Substitution::Substitution(const RecordSet &R) : Records(R) {
  for (const auto &[F, Address] : R.Functions)
    BySymbol.emplace(F.Symbol, &F);
  for (const UnitInfo &U : R.Units)
    for (const VirtualEntry &V : U.Virtuals)
      Overrides[{V.TypeId, V.Slot}].insert(V.Symbol);
}

const Footprint &Substitution::closed(const FunctionSummary &F) {
  if (Current)
    Users[&F].insert(Current);
  if (Closed.try_emplace(&F).second)
    compute(F);
  return Closed[&F];
}

void Substitution::compute(const FunctionSummary &F) {
  const FunctionSummary *Outer = std::exchange(Current, &F);
  Footprint Next = BodyCloser(*this, F.Bodies.back()).run();
  Current = Outer;
  if (++Rounds[&F] > MaxRounds || Work > MaxWork) {
    Next.Exclusive = true;
    Next.Why = "recurses in a way that the analysis cannot bound";
    Next.Effects.clear();
    Next.Pending.clear();
  }
  if (same(Next, Closed[&F]))
    return;
  Closed[&F] = std::move(Next);
  for (const FunctionSummary *U : Users[&F])
    Stale.insert(U);
}

Footprint Substitution::close(const Body &B) {
  Work = 0;
  Footprint P = BodyCloser(*this, B).run();
  while (!Stale.empty())
    compute(*Stale.extract(Stale.begin()).value());
  P = BodyCloser(*this, B).run();
  // A function pointer that even the handler does not know: any code at all.
  for (const CallSite &C : std::vector<CallSite>(std::move(P.Pending))) {
    bool Resolved = !C.Target.Any;
    for (const Path &T : C.Target.Values)
      Resolved &= T.Kind == Root::Function;
    if (Resolved && !C.Target.Values.empty()) {
      Body Call;
      CallSite Direct = C;
      Direct.Kind = CallKind::Indirect;
      Call.Calls = {Direct};
      Footprint Q = BodyCloser(*this, Call).run();
      P.Effects.insert(P.Effects.end(), Q.Effects.begin(), Q.Effects.end());
      P.Exclusive |= Q.Exclusive;
      P.Pinned |= Q.Pinned;
      if (P.Why.empty())
        P.Why = Q.Why;
      if (Q.Pending.empty())
        continue;
    }
    P.Effects.push_back(unknownEffect(C, "calls through a pointer that could not be traced"));
  }
  return P;
}

} // namespace polychrome::model

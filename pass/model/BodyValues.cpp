//===- BodyValues.cpp - What a body's paths stand for ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/BodyValues.h"

#include "pass/model/Containers.h"

#include <algorithm>
#include <set>
#include <utility>

namespace polychrome::model {

namespace {

/// Places of one footprint, before further ones are told apart by their first load only.
constexpr std::size_t MaxStores = 256;
/// Addresses that are added to an object before their offsets are forgotten.
constexpr std::size_t MaxExact = 16;

} // namespace

BodyValues::BodyValues(const Body &Bd, PathTable &T)
    : B(Bd), Paths(T), Stored(Bd.Locals.size()), Added(Bd.Locals.size()),
      Contents(Bd.Locals.size()) {
  for (std::size_t I = 0; I != B.Locals.size(); ++I)
    for (const auto &[Offset, What] : B.Locals[I].Contents)
      Stored[I][Offset].insert(PathSet::from(What, Paths), Paths);
  for (const Store &St : B.Stores)
    OwnStores.push_back({Paths.intern(St.Where), PathSet::from(St.What, Paths)});
}

const std::vector<PathSet> &BodyValues::arguments(const CallSite &C) {
  auto [It, New] = Args.try_emplace(&C);
  if (New)
    for (const ValueSet &A : C.Args)
      It->second.push_back(PathSet::from(A, Paths));
  return It->second;
}

/// Does the path depend on what is solved for here?
bool BodyValues::open(PathTable::Id P) const {
  return Paths.root(P) == Root::CallResult || (Paths.root(P) == Root::Local && Paths.loads(P) != 0);
}

PathSet BodyValues::contentsAt(PathTable::Id P, const Objects &From) {
  const Path &At = Paths[P];
  if (At.Index >= From.size())
    return PathSet::any();
  PathSet Out;
  for (const auto &[Offset, What] : From[At.Index])
    if (meet(At, PointerBytes, Offset, PointerBytes))
      Out.insert(What, Paths);
  if (Lent.count(At.Index))
    Out.insert(Left, Paths);
  return Out;
}

const PathSet &BodyValues::loadLocal(PathTable::Id P) {
  Settled = false;
  auto It = Loaded.find(P);
  if (It == Loaded.end())
    It = Loaded.emplace(P, contentsAt(P, Contents)).first;
  return It->second;
}

/// What the body itself did not know of when it loaded from there.
const PathSet &BodyValues::addedAt(PathTable::Id P) {
  auto It = LoadedAdded.find(P);
  if (It == LoadedAdded.end())
    It = LoadedAdded.emplace(P, contentsAt(P, Added)).first;
  return It->second;
}

void BodyValues::forget() {
  Loaded.clear();
  LoadedAdded.clear();
  Reachable.clear();
  Resolved.clear();
  auto Unsettled = [](const auto &Entry) { return !Entry.second.Settled; };
  for (auto &[Call, Here] : Substituted) {
    std::erase_if(Here.Bases, Unsettled);
    std::erase_if(Here.Paths, Unsettled);
    std::erase_if(Here.Sets, Unsettled);
  }
}

/// What is in the table, or has to be found; and whether that depends on what local objects
/// hold and calls return.
template <class Key, class Find>
const PathSet &BodyValues::remembered(std::unordered_map<Key, Known> &In, Key Of, Find &&F) {
  auto It = In.find(Of);
  if (It == In.end()) {
    const bool Outer = std::exchange(Settled, true);
    Known Found{F(), Settled};
    Settled = Outer;
    It = In.emplace(Of, std::move(Found)).first;
  }
  Paths.count();
  Settled &= It->second.Settled;
  return It->second.Values;
}

/// The values stored at From + L.Offset, as far as contents are known by now.
PathSet BodyValues::loadFrom(const PathSet &From, const Load &L) {
  PathSet R = PathSet::unnamed(From);
  for (PathTable::Id Base : From.ids()) {
    PathTable::Id P = Paths.plus(Base, L.Offset);
    Root Kind = Paths[P].Kind;
    if (Kind == Root::Function || Kind == Root::Resource)
      continue;
    if (Paths.isLocal(P))
      R.insert(loadLocal(P), Paths);
    else
      R.insert(Paths.follow(P, L.Owning, L.Owner), Paths);
  }
  return R;
}

/// Does it name objects only, no places in them?
bool BodyValues::isCoarse(const PathSet &S) const {
  return std::all_of(S.ids().begin(), S.ids().end(),
                     [&](PathTable::Id P) { return Paths.isAnywhere(P); });
}

/// Every address of Base, moved by the last part of P.
PathSet BodyValues::moved(const PathSet &Base, const Path &P) {
  if (Base.isAny() || (P.Offset == 0 && P.Span == 0) || isCoarse(Base))
    return Base;
  PathSet Out;
  for (PathTable::Id Q : Base.ids()) {
    std::int64_t Offset = addOffsets(Paths[Q].Offset, P.Offset);
    Out.insert(Paths.at(Q, Offset, Offset == UnknownOffset ? 0 : Paths[Q].Span + P.Span), Paths);
  }
  return Out;
}

/// The object and whatever is reachable from there, but for local objects. A path with loads
/// stands for that as it is, unless it is storage that is owned.
void BodyValues::addFrom(PathTable::Id P, PathSet &Into) {
  const PathTable::Id Object = Paths.anywhere(P);
  Into.insert(Object, Paths);
  const Path &At = Paths[P];
  if ((At.Loads.empty() || At.Loads.back().Owning) && At.Kind != Root::Local &&
      At.Kind != Root::Function && At.Kind != Root::Resource)
    Into.insert(Paths.anywhere(Paths.follow(Object)), Paths);
}

/// What the pointers in a local object lead to, and the pointers in other local objects
/// among that.
const PathSet &BodyValues::reachableFrom(std::uint32_t Object, bool Leaves) {
  Settled = false;
  auto [It, New] = Reachable.try_emplace({Object, Leaves});
  if (!New)
    return It->second;
  PathSet R;
  std::vector<std::uint32_t> Work{Object};
  std::set<std::uint32_t> Seen{Object};
  while (!Work.empty()) {
    PathTable::Id All = Paths.anywhere(Paths.intern(Path::local(Work.back())));
    Work.pop_back();
    const PathSet &Held = loadLocal(All);
    R.insert(PathSet::unnamed(Held), Paths);
    for (PathTable::Id To : Held.ids()) {
      Leaves ? addFrom(To, R) : void(R.insert(Paths.anywhere(To), Paths));
      if (Paths.isLocal(To) && Seen.insert(Paths[To].Index).second)
        Work.push_back(Paths[To].Index);
    }
  }
  return It->second = std::move(R);
}

/// A folded path stands for everything reachable from there: where that is a local
/// object, also for what the pointers in it lead to. Storage that is owned stands for what it
/// owns in turn, if anything.
PathSet BodyValues::reached(PathSet S, const Path &P) {
  if (P.Loads.empty() || P.Offset != UnknownOffset ||
      (P.Loads.back().Owning && elementsOwnNothing(P.Loads.back().Owner)))
    return S;
  const bool Leaves = !P.Loads.back().Owning;
  std::set<std::uint32_t> Objects;
  const PathTable::Ids Ends = S.ids();
  for (PathTable::Id Q : Ends)
    if (Paths.isLocal(Q))
      Objects.insert(Paths[Q].Index);
    else if (Leaves)
      addFrom(Q, S);
  for (std::uint32_t Object : Objects)
    S.insert(reachableFrom(Object, Leaves), Paths);
  return S;
}

const PathSet &BodyValues::resolve(PathTable::Id Number) {
  Settled &= !open(Number);
  auto It = Resolved.find(Number);
  if (It == Resolved.end())
    It = Resolved.emplace(Number, open(Number) ? resolveOpen(Number) : PathSet(Number)).first;
  return It->second;
}

PathSet BodyValues::resolveOpen(PathTable::Id Number) {
  const Path &P = Paths[Number];
  PathSet Base;
  auto Next = P.Loads.begin();
  if (P.Kind == Root::Local)
    Base = addedAt(Paths.intern(Path::local(P.Index).plus((Next++)->Offset)));
  else if (auto It = Results.find(P.Index); It != Results.end())
    Base = It->second;
  else
    Base.insertAny(Paths);
  for (; Next != P.Loads.end(); ++Next)
    Base = loadFrom(Base, *Next);
  return reached(moved(Base, P), P);
}

PathSet BodyValues::resolve(const PathSet &S) {
  if (std::none_of(S.ids().begin(), S.ids().end(), [&](PathTable::Id P) { return open(P); }))
    return S;
  PathSet R = PathSet::unnamed(S);
  for (PathTable::Id P : S.ids())
    if (open(P))
      R.insert(resolve(P), Paths);
    else
      R.insert(P, Paths);
  return R;
}

PathSet BodyValues::substituteNew(PathTable::Id Number, const CallSite &C,
                                  std::unordered_map<PathTable::Base, Known> &Bases) {
  const Path &P = Paths[Number];
  if (P.Kind == Root::Local)
    return instance(P, C);
  if (P.Kind != Root::Param)
    return PathSet(Number);
  const std::vector<PathSet> &A = arguments(C);
  if (P.Index >= A.size())
    return PathSet::any();
  return reached(moved(remembered(Bases, Paths.base(Number),
                                  [&] {
                                    PathSet Base = resolve(A[P.Index]);
                                    for (const Load &L : P.Loads)
                                      Base = loadFrom(Base, L);
                                    return Base;
                                  }),
                       P),
                 P);
}

const PathSet &BodyValues::substitute(PathTable::Id Number, const CallSite &C) {
  Terms &Here = Substituted[&C];
  return remembered(Here.Paths, Number, [&] { return substituteNew(Number, C, Here.Bases); });
}

const PathSet &BodyValues::substitute(const PathSet &S, const CallSite &C) {
  return remembered(Substituted[&C].Sets, &S, [&] {
    PathSet R = PathSet::unnamed(S);
    for (PathTable::Id P : S.ids())
      R.insert(substitute(P, C), Paths);
    return R;
  });
}

/// Of many addresses only the objects are kept: each further offset that a callee adds would
/// make them as many again.
PathSet BodyValues::coarse(const PathSet &S) {
  if (S.ids().size() <= MaxExact || isCoarse(S))
    return S;
  // Each object once: inserting is what takes time.
  std::vector<PathTable::Id> Objects;
  for (PathTable::Id P : S.ids())
    Objects.push_back(Paths.anywhere(P));
  std::sort(Objects.begin(), Objects.end());
  Objects.erase(std::unique(Objects.begin(), Objects.end()), Objects.end());
  PathSet R = PathSet::unnamed(S);
  for (PathTable::Id P : Objects)
    R.insert(P, Paths);
  return R;
}

/// Adds to what a local object holds.
bool BodyValues::add(PathTable::Id P, const PathSet &Exact) {
  const PathSet What = coarse(Exact);
  const Path &At = Paths[P];
  Fields &All = Contents[At.Index];
  // Of callees' objects few members are told apart.
  bool One = At.Index >= B.Locals.size() && All.size() >= MaxFields && !All.count(At.Offset);
  std::int64_t Offset = One ? UnknownOffset : At.Offset;
  bool Grown = Added[At.Index][Offset].insert(What, Paths);
  return Grown | All[Offset].insert(What, Paths);
}

/// Notes pointers left at an address; whether something was not known before.
bool BodyValues::store(const PathSet &Where, const PathSet &What) {
  bool Grown = false, Outside = Where.isAny();
  for (PathTable::Id Number : Where.ids()) {
    const Path &P = Paths[Number];
    if (Paths.isLocal(Number) && P.Index < Contents.size())
      Grown |= add(P.Span ? Paths.anywhere(Number) : Number, What);
    else
      Outside = true;
  }
  return Grown | (Outside && Elsewhere.insert(What, Paths));
}

void BodyValues::solve(const std::vector<Target> &Targets) {
  Substituted.clear(); // Callees' footprints may be others by now.
  for (const Target &T : Targets) {
    instantiate(T);
    Results.try_emplace(T.Call->Id);
  }
  // Those of which the target is not known leave "anything", or make the body run alone.
  for (const CallSite &C : B.Calls)
    if (C.Kind == CallKind::Indirect)
      Results.try_emplace(C.Id);
  for (bool Changed = true; Changed;) {
    Changed = false;
    forget();
    for (std::size_t I = 0; I != Stored.size(); ++I)
      for (const auto &[Offset, What] : Stored[I])
        Changed |= Contents[I][Offset].insert(resolve(What), Paths);
    // Where its other stores lead the body knew, but for objects that callees have put there.
    const bool Known = !calleesPublish(Targets);
    for (const auto &[Where, What] : OwnStores)
      if (open(Where))
        Changed |= store(resolve(Where), resolve(What));
      else if (!Known)
        Changed |= Elsewhere.insert(resolve(What), Paths);
    for (const Target &T : Targets) {
      Changed |= Results[T.Call->Id].insert(substitute(T.Does->Returns, *T.Call), Paths);
      for (const auto &[Where, What] : T.Does->Stores)
        Changed |= store(substitute(Where, *T.Call), substitute(What, *T.Call));
      Changed |= fillInstances(T);
    }
    Changed |= updateEscaped(Targets);
  }
}

void BodyValues::contents(PathTable::Id Closure, std::map<std::int64_t, PathSet> &Into) const {
  const Path &At = Paths[Closure];
  if (!Paths.isLocal(Closure) || At.Index >= Contents.size() || At.Span != 0) {
    Into[UnknownOffset].insertAny(Paths);
    return;
  }
  for (const auto &[Offset, What] : Contents[At.Index])
    Into[At.Offset == UnknownOffset ? UnknownOffset : addOffsets(Offset, -At.Offset)].insert(What,
                                                                                             Paths);
}

void BodyValues::stores(const std::vector<Target> &Targets,
                        std::map<PathTable::Id, PathSet> &Into) {
  auto Add = [&](const PathSet &Where, const PathSet &What) {
    for (PathTable::Id P : Where.ids())
      if (!Paths.isLocal(P))
        Into[Into.size() < MaxStores ? P : Paths.anywhere(Paths.folded(P, 1))].insert(What, Paths);
  };
  for (const auto &[Where, What] : OwnStores)
    Add(resolve(Where), resolve(What));
  for (const Target &T : Targets)
    for (const auto &[Where, What] : T.Does->Stores)
      Add(substitute(Where, *T.Call), substitute(What, *T.Call));
}

} // namespace polychrome::model

//===- PathSet.cpp - Sets of symbolic addresses ---------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/PathSet.h"

#include "pass/model/Containers.h"
#include "pass/model/LibraryTypes.h"

#include <algorithm>
#include <utility>

namespace polychrome::model {

namespace {

/// Offsets of one base in a set before they become "anywhere in that object".
constexpr std::ptrdiff_t MaxOffsets = 8;

/// How large a set may be, and what becomes of its paths beyond. A key and one field
/// of its object is what tells instances apart: what lies deeper is folded first.
struct Coarseness {
  std::size_t MaxSize;
  std::size_t Loads;
};
constexpr Coarseness Steps[] = {{16, MaxLoads}, {64, 2}, {128, 1}};
/// How large a set may be whatever is in it.
constexpr std::size_t MaxSize = 256;
/// Paths that a set which is "any" still names.
constexpr std::size_t MaxNamed = 64;

} // namespace

namespace {

/// All of a container's storage goes by one path: from node to node, and where the storage
/// leads nowhere else. Returns whether the load from P does.
bool staysInStorage(const Path &P, const SharedText &Owner, Path &Into) {
  if (P.Loads.empty() || !P.Loads.back().Owning)
    return false;
  if (leadsToNodes(P.Loads.back().Owner, Owner)) {
    Into = P;
    Into.Loads.back().Owner = Owner;
    Into.Offset = 0;
    Into.Span = 0;
    return true;
  }
  bool Links = linksNodes(P.Loads.back(), P.Offset, Owner);
  if (!Links && !leadsNowhere(P.Loads.back().Owner))
    return false;
  Into = P;
  Into.Offset = Links ? 0 : UnknownOffset;
  Into.Span = 0;
  return true;
}

} // namespace

Path follow(const Path &P, bool Owning, const SharedText &Owner) {
  // Whatever that is, it is not where the storage leads as far as that stands for itself.
  Owning = Owning &&
           !(!P.Loads.empty() && P.Loads.back().Owning && elementsOwnNothing(P.Loads.back().Owner));
  if (Path Q; Owning && staysInStorage(P, Owner, Q))
    return Q;
  bool Folded = !P.Loads.empty() && P.Offset == UnknownOffset;
  if (P.Loads.size() < MaxLoads && !Folded)
    return P.load(Owning, Owner);
  Path Q = P;
  Q.Offset = UnknownOffset;
  Q.Span = 0;
  // Folded, the path no longer shows that it left the owner's storage.
  if (!Owning)
    for (Load &Kept : Q.Loads)
      if (std::exchange(Kept.Owning, false))
        Kept.Owner.clear();
  return Q;
}

std::size_t PathTable::BaseHash::operator()(const Path &P) const {
  std::size_t H = std::hash<std::string>()(P.Name) + std::size_t(P.Kind) * 31 + P.Index;
  for (const Load &L : P.Loads)
    H = H * 0x9E3779B97F4A7C15u + std::size_t(L.Offset) * 2 + L.Owning;
  return H;
}

bool PathTable::SameBase::operator()(const Path &A, const Path &B) const {
  return A.Kind == B.Kind && A.Index == B.Index && A.Name == B.Name && A.Loads == B.Loads;
}

PathTable::Base PathTable::internBase(const Path &P) {
  auto [It, New] = Bases.try_emplace(P, Base(Bases.size()));
  Base B = It->second;
  if (!New)
    return B;
  Covering.push_back({B});
  Anywhere.push_back(None);
  PathsOf.push_back(0);
  CoveringBits.push_back(bit(B));
  CoversOthers.push_back(false);
  // Folding forgets owners, so a plain path covers those through owners as well. Storage that
  // is owned covers what it owns in turn, not where pointers in it lead.
  std::vector<Base> More;
  Path Q = P;
  bool Left = false;
  for (; !Q.Loads.empty(); Left |= !Q.Loads.back().Owning, Q.Loads.pop_back()) {
    if (!Left || !Q.Loads.back().Owning)
      More.push_back(internBase(Q));
    Path Plain = Q;
    for (Load &L : Plain.Loads) {
      L.Owning = false;
      L.Owner.clear();
    }
    if (Plain.Loads != Q.Loads)
      More.push_back(internBase(Plain));
  }
  for (Base C : More)
    if (C != B) {
      Covering[B].push_back(C);
      CoveringBits[B] |= bit(C);
      CoversOthers[C] = true;
    }
  return B;
}

void PathTable::rename(const std::string &Name, const std::string &To, std::int64_t Offset) {
  auto Root = [this](std::string At, std::int64_t In) {
    for (auto It = Renamed.find(At); It != Renamed.end(); It = Renamed.find(At)) {
      In = addOffsets(In, It->second.second);
      At = It->second.first;
    }
    return std::pair(std::move(At), In);
  };
  auto From = Root(Name, 0), Into = Root(To, Offset);
  if (From.first == Into.first)
    return;
  // Two variables for one name are one, wherever that lies in each.
  const bool First = From.first == Name;
  Renamed.emplace(From.first, std::pair(Into.first, First ? Into.second : UnknownOffset));
}

/// The path by the variable's own name.
Path PathTable::renamed(Path P, const std::pair<std::string, std::int64_t> &To) {
  P.Name = To.first;
  std::int64_t &At = P.Loads.empty() ? P.Offset : P.Loads.front().Offset;
  At = addOffsets(At, To.second);
  return P;
}

PathTable::Id PathTable::intern(const Path &P) {
  if (P.Kind == Root::Global && !Renamed.empty())
    if (auto It = Renamed.find(P.Name); It != Renamed.end())
      return intern(renamed(P, It->second));
  Base B = internBase(P);
  auto [It, New] = Numbers.try_emplace(Place{B, P.Offset, P.Span}, Id(Paths.size()));
  if (New) {
    Paths.push_back(P);
    Places.push_back({B, P.Offset, P.Span});
    Briefs.push_back({B, P.Kind, P.Offset == UnknownOffset,
                      std::uint16_t(std::min<std::size_t>(P.Loads.size(), 0xFFFF))});
    if (PathsOf[B]++ != 0)
      CoversOthers[B] = true;
    if (P.Offset == UnknownOffset)
      Anywhere[B] = It->second;
  }
  return It->second;
}

PathTable::Id PathTable::at(Id P, std::int64_t Offset, std::uint64_t Span) {
  if (auto It = Numbers.find(Place{base(P), Offset, Span}); It != Numbers.end())
    return It->second;
  Path Q = Paths[P];
  Q.Offset = Offset;
  Q.Span = Span;
  return intern(Q);
}

PathTable::Id PathTable::plus(Id P, std::int64_t Delta) {
  if (Delta == 0)
    return P;
  std::int64_t Offset = addOffsets(Places[P].Offset, Delta);
  return at(P, Offset, Offset == UnknownOffset ? 0 : Places[P].Span);
}

PathTable::Id PathTable::follow(Id P, bool Owning, const SharedText &Owner) {
  auto [It, New] = Followed.try_emplace(Step{P, Owning, Owner});
  if (New)
    It->second = intern(model::follow(Paths[P], Owning, Owner));
  return It->second;
}

PathTable::Id PathTable::folded(Id P, std::size_t Keep) {
  if (loads(P) <= Keep)
    return P;
  Path Q = Paths[P];
  const auto Rest = Q.Loads.begin() + std::ptrdiff_t(Keep);
  // Of what smart pointers lead to there may be other owners.
  const bool Left = std::any_of(Rest, Q.Loads.end(), [](const Load &L) {
    return !L.Owning || kindOf(L.Owner) == ContainerKind::Other;
  });
  Q.Loads.erase(Rest, Q.Loads.end());
  // Storage that is owned stands for what it owns in turn only.
  if (Left && !Q.Loads.empty() && Q.Loads.back().Owning)
    for (Load &L : Q.Loads) {
      L.Owning = false;
      L.Owner.clear();
    }
  Q.Offset = UnknownOffset;
  Q.Span = 0;
  return intern(Q);
}

bool PathTable::covers(Id Q, Id P) const {
  if (Q == P)
    return true;
  if (!isAnywhere(Q) || !(CoveringBits[base(P)] & bit(base(Q))))
    return false;
  const std::vector<Base> &C = Covering[base(P)];
  return std::find(C.begin(), C.end(), base(Q)) != C.end();
}

namespace {

/// Can the path lead to a local object of this function or of a caller?
bool mayBeLocal(Root Kind) {
  return Kind == Root::Local || Kind == Root::Param || Kind == Root::CallResult;
}

} // namespace

bool PathTable::covered(const Ids &Sorted, Id P) const {
  const std::vector<Base> &C = Covering[base(P)];
  return std::any_of(C.begin(), C.end(), [&](Base B) {
    return Anywhere[B] != None && std::binary_search(Sorted.begin(), Sorted.end(), Anywhere[B]);
  });
}

PathSet PathSet::any() {
  PathSet S;
  S.Any = true;
  return S;
}

PathSet PathSet::unnamed(const PathSet &S) {
  PathSet R;
  R.Any = S.Any;
  R.Dropped = S.Dropped;
  return R;
}

PathSet PathSet::from(const ValueSet &V, PathTable &T) {
  PathSet S;
  S.Any = V.Any;
  S.Dropped = V.Dropped;
  for (const Path &P : V.Values)
    S.insert(T.intern(P), T);
  return S;
}

/// For a set that is Any.
void PathSet::addNamed(PathTable::Id P, PathTable &T) {
  if (!mayBeLocal(T.root(P)) || Dropped)
    return;
  P = T.anywhere(T.folded(P, 1));
  auto At = std::lower_bound(Ids.begin(), Ids.end(), P);
  if (At == Ids.end() || *At != P)
    Ids.insert(At, P);
  if (Ids.size() <= MaxNamed)
    return;
  Dropped = true;
  Ids.clear();
}

bool PathSet::insertAny(PathTable &T) {
  if (Any)
    return false;
  Any = true;
  for (PathTable::Id P : std::exchange(Ids, {}))
    addNamed(P, T);
  return true;
}

/// Adds P, drops what it covers; too many offsets of one base become one.
bool PathSet::add(PathTable::Id P, PathTable &T) {
  auto At = std::lower_bound(Ids.begin(), Ids.end(), P);
  if (At != Ids.end() && *At == P)
    return false;
  if (T.covered(Ids, P))
    return false;
  auto SameBase = [&](PathTable::Id Q) { return T.base(Q) == T.base(P); };
  if (std::ssize(Ids) >= MaxOffsets && !T.isAnywhere(P) &&
      T.pathsOfBase(P) > std::size_t(MaxOffsets) &&
      std::count_if(Ids.begin(), Ids.end(), SameBase) >= MaxOffsets)
    P = T.anywhere(P);
  if (T.isAnywhere(P) && T.mayCover(P))
    Ids.erase(
        std::remove_if(Ids.begin(), Ids.end(), [&](PathTable::Id Q) { return T.covers(P, Q); }),
        Ids.end());
  if (Ids.empty() || Ids.back() < P)
    Ids.push_back(P);
  else
    Ids.insert(std::lower_bound(Ids.begin(), Ids.end(), P), P);
  return true;
}

void PathSet::coarsen(PathTable &T) {
  // Folding makes no local objects fewer.
  auto TooMany = [&](std::size_t Max) {
    return Ids.size() > Max &&
           std::size_t(std::count_if(Ids.begin(), Ids.end(),
                                     [&](PathTable::Id P) { return !T.isOfLocal(P); })) > Max;
  };
  while (Ids.size() > MaxSize || TooMany(Steps[Folds].MaxSize)) {
    if (++Folds == std::size(Steps)) {
      --Folds;
      insertAny(T);
      return;
    }
    const PathTable::Ids All = std::move(Ids);
    Ids.clear();
    for (PathTable::Id P : All)
      add(T.folded(P, Steps[Folds].Loads), T);
  }
}

bool PathSet::insert(PathTable::Id P, PathTable &T) {
  if (T.root(P) == Root::Unknown)
    return insertAny(T);
  if (Any) {
    auto Before = std::pair(Ids.size(), Dropped);
    addNamed(P, T);
    return Before != std::pair(Ids.size(), Dropped);
  }
  T.count();
  if (!add(T.folded(P, Steps[Folds].Loads), T))
    return false;
  coarsen(T);
  return true;
}

bool PathSet::insert(const PathSet &S, PathTable &T) {
  T.count();
  if (empty() && !Dropped && Folds <= S.Folds) {
    *this = S;
    return !S.empty() || S.Dropped;
  }
  // Most of the time nothing is new.
  if (S.Any == Any && S.Dropped == Dropped &&
      std::includes(Ids.begin(), Ids.end(), S.Ids.begin(), S.Ids.end()))
    return false;
  bool Grown = S.Any && insertAny(T);
  if (S.Dropped && !Dropped) {
    Dropped = Grown = true;
    Ids.clear();
  }
  for (PathTable::Id P : S.Ids)
    Grown |= insert(P, T);
  return Grown;
}

ValueSet PathSet::values(const PathTable &T) const {
  ValueSet Out;
  Out.Any = Any;
  Out.Dropped = Dropped;
  for (PathTable::Id P : Ids)
    Out.Values.push_back(T[P]);
  std::sort(Out.Values.begin(), Out.Values.end());
  return Out;
}

bool EscapedSet::insert(const PathSet &S, PathTable &T) {
  bool Grown = S.dropped() && insertAll();
  for (PathTable::Id P : S.ids())
    if (mayBeLocal(T.root(P)))
      Grown |= Ids.insert(T.anywhere(P)).second;
  return Grown;
}

bool EscapedSet::insertAll() { return !All && (All = true); }

} // namespace polychrome::model

//===- BodyObjects.cpp - Local objects that others get to know ------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of BodyValues.h about objects that cross a call: those of callees that come
// here, those that are known outside or lent to calls of unknown functions, and those of
// this body that its callers may get to know.
//
// Nobody else's invocation reaches such an object (Summary.h), so accesses to it are no
// effects; but the pointers in it lead to what others may use, and that is why they are
// followed.
//
//===----------------------------------------------------------------------===//

#include "pass/model/BodyValues.h"

#include <algorithm>

namespace polychrome::model {

namespace {

/// Objects that one footprint tells apart, before they become one.
constexpr std::size_t MaxObjects = 8;
/// Callees' objects that one body tells apart, before further ones become one.
constexpr std::size_t MaxInstances = 32;

} // namespace

/// What the callee's objects are called here. There before anything refers to them.
void BodyValues::instantiate(const Target &T) {
  for (const auto &[Number, Held] : T.Does->Objects) {
    const std::size_t Last = B.Locals.size() + MaxInstances;
    const std::uint32_t Next = std::uint32_t(std::min(Contents.size(), Last));
    if (!Instances[T.Call].try_emplace(Number, Next).second || Next < Contents.size())
      continue;
    Stored.emplace_back();
    Added.emplace_back();
    Contents.emplace_back();
  }
}

/// A callee's other local objects are gone: nothing of them can be met here.
PathSet BodyValues::instance(const Path &P, const CallSite &C) {
  auto Site = Instances.find(&C);
  if (Site == Instances.end() || !P.Loads.empty())
    return {};
  auto It = Site->second.find(P.Index);
  if (It == Site->second.end())
    return {};
  Path Here = Path::local(It->second);
  Here.Offset = P.Offset;
  Here.Span = P.Span;
  return PathSet(Paths.intern(Here));
}

bool BodyValues::fillInstances(const Target &T) {
  bool Grown = false;
  for (const auto &[Number, Held] : T.Does->Objects) {
    PathTable::Id Here = Paths.intern(Path::local(Instances[T.Call].at(Number)));
    for (const auto &[Offset, What] : Held)
      Grown |= add(Paths.at(Here, Offset), substitute(What, *T.Call));
  }
  return Grown;
}

void BodyValues::escape(EscapedSet &Into) {
  if (B.PublishedAll)
    Into.insertAll();
  for (const Path &P : B.Published)
    Into.insert(resolve(Paths.intern(P)), Paths);
}

void BodyValues::escape(const EscapedSet &Published, const CallSite &C, EscapedSet &Into) {
  if (Published.all())
    Into.insertAll();
  for (PathTable::Id P : Published.ids())
    Into.insert(substitute(P, C), Paths);
}

EscapedSet BodyValues::escaped(const std::vector<Target> &Targets) {
  EscapedSet Escaped;
  escape(Escaped);
  for (const Target &T : Targets)
    escape(T.Does->Published, *T.Call, Escaped);
  return Escaped;
}

/// What may be anywhere in an object need not be said of its members again.
void BodyValues::dropRepeated(Fields &Held) {
  auto Anywhere = Held.find(UnknownOffset);
  if (Anywhere == Held.end())
    return;
  const PathSet All = Anywhere->second;
  for (auto &[Offset, What] : Held) {
    if (Offset == UnknownOffset)
      continue;
    PathSet Rest =
        All.isAny() && All.dropped() >= What.dropped() ? PathSet() : PathSet::unnamed(What);
    for (PathTable::Id P : What.ids())
      if (!std::binary_search(All.ids().begin(), All.ids().end(), P))
        Rest.insert(P, Paths);
    What = std::move(Rest);
  }
  std::erase_if(Held, [](const auto &Field) {
    return Field.first != UnknownOffset && Field.second.empty() && !Field.second.dropped();
  });
}

/// Do callees leave local objects, theirs or those of this body, where others find them?
bool BodyValues::calleesPublish(const std::vector<Target> &Targets) {
  auto HasLocal = [&](const auto &Ids) {
    return std::any_of(Ids.begin(), Ids.end(), [&](PathTable::Id P) { return Paths.isLocal(P); });
  };
  return std::any_of(Targets.begin(), Targets.end(), [&](const Target &T) {
    EscapedSet Published;
    escape(T.Does->Published, *T.Call, Published);
    if (Published.all() || HasLocal(Published.ids()))
      return true;
    return std::any_of(T.Does->Stores.begin(), T.Does->Stores.end(), [&](const auto &S) {
      const PathSet &Where = substitute(S.first, *T.Call), &What = substitute(S.second, *T.Call);
      const bool Outside =
          Where.isAny() || !std::all_of(Where.ids().begin(), Where.ids().end(),
                                        [&](PathTable::Id P) { return Paths.isLocal(P); });
      return Outside && (What.dropped() || HasLocal(What.ids()));
    });
  });
}

/// The local objects that these addresses lead to.
void BodyValues::addReachable(const PathSet &From, std::set<std::uint32_t> &Into) const {
  std::vector<const PathSet *> Work{&From};
  while (!Work.empty()) {
    const PathSet &S = *Work.back();
    Work.pop_back();
    for (PathTable::Id P : S.ids())
      if (Paths.isLocal(P) && Paths[P].Index < Contents.size() &&
          Into.insert(Paths[P].Index).second)
        for (const auto &[Offset, What] : Contents[Paths[P].Index])
          Work.push_back(&What);
  }
}

/// Objects whose address is known outside may be stored to through other names.
bool BodyValues::updateEscaped(const std::vector<Target> &Targets) {
  EscapedSet Escaped = escaped(Targets);
  std::set<std::uint32_t> Known;
  for (PathTable::Id P : Escaped.ids())
    addReachable(PathSet(P), Known);
  if (Escaped.all())
    for (std::uint32_t I = 0; I != Contents.size(); ++I)
      Known.insert(I);
  bool Grown = false;
  for (std::uint32_t I : Known)
    Grown |= add(Paths.intern(Path::local(I).plus(UnknownOffset)), Elsewhere);
  if (Open.empty())
    return Grown;
  // What an open call returns or leaves is anything: outside, or something that it knew.
  for (const PendingCall &C : Open)
    for (const PathSet &A : C.Args)
      addReachable(resolve(A), Known);
  PathSet All = PathSet::any();
  for (std::uint32_t I : Known)
    All.insert(Paths.intern(Path::local(I)), Paths);
  for (const PendingCall &C : Open)
    for (const PathSet &A : C.Args)
      All.insert(resolve(A), Paths);
  Grown |= Left.insert(All, Paths);
  Grown |= Lent != Known;
  Lent = std::move(Known);
  for (const PendingCall &C : Open)
    if (C.Call >= B.Calls.data() && C.Call < B.Calls.data() + B.Calls.size())
      Grown |= Results[C.Call->Id].insert(Left, Paths);
  return Grown;
}

void BodyValues::handOver(const std::vector<PendingCall> &Calls) { Open = Calls; }

void BodyValues::exportObjects(Footprint &Out) {
  std::set<std::uint32_t> Known;
  addReachable(Out.Returns, Known);
  for (const auto &[Where, What] : Out.Stores)
    addReachable(What, Known);
  for (const PendingCall &C : Out.Pending)
    for (const PathSet &A : C.Args)
      addReachable(A, Known);
  // Those without pointers are alike, whoever has made them.
  auto Own = [&](std::uint32_t I) { return I < B.Locals.size() && !Contents[I].empty(); };
  const bool Many = std::count_if(Known.begin(), Known.end(), Own) > std::ptrdiff_t(MaxObjects);
  auto NumberOf = [&](std::uint32_t I) { return Own(I) && !Many ? I : CalleesObject; };
  auto Outward = [&](PathTable::Id P) {
    if (!Paths.isLocal(P) || NumberOf(Paths[P].Index) == Paths[P].Index)
      return P;
    Path One = Paths[P];
    One.Index = CalleesObject;
    return Paths.intern(One);
  };
  auto Turn = [&](PathSet &S) {
    PathSet R = PathSet::unnamed(S);
    for (PathTable::Id P : S.ids())
      R.insert(Outward(P), Paths);
    S = std::move(R);
  };
  for (std::uint32_t I : Known) {
    Fields &Held = Out.Objects[NumberOf(I)];
    for (const auto &[Offset, What] : Contents[I]) {
      PathSet Turned = What;
      Turn(Turned);
      if (!Turned.empty())
        Held[Held.size() < MaxFields || Held.count(Offset) ? Offset : UnknownOffset].insert(Turned,
                                                                                            Paths);
    }
  }
  for (auto &[Number, Held] : Out.Objects)
    dropRepeated(Held);
  Turn(Out.Returns);
  for (auto &[Where, What] : Out.Stores)
    Turn(What);
  for (PendingCall &C : Out.Pending)
    for (PathSet &A : C.Args)
      Turn(A);
  EscapedSet Published;
  if (Out.Published.all())
    Published.insertAll();
  for (PathTable::Id P : Out.Published.ids())
    Published.insert(PathSet(Outward(P)), Paths);
  Out.Published = std::move(Published);
}

} // namespace polychrome::model

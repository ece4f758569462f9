//===- PointerMemory.cpp - Pointers stored and loaded ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The memory of PointerValues. Local objects have contents; a load from elsewhere
// yields the path that names the location, and what this function has stored there
// under this name or, if it is no path of the outside itself, under any other name
// that the types allow.
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/PointerValues.h"

#include "pass/analysis/Coroutines.h"
#include "pass/analysis/Models.h"
#include "pass/analysis/ObjectTypes.h"
#include "pass/analysis/TypeTags.h"
#include "pass/model/Containers.h"
#include "pass/model/LibraryTypes.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace polychrome {

using model::meet;
using model::Path;
using model::PointerBytes;
using model::Root;
using model::UnknownOffset;
using model::UnknownSize;

namespace {

/// Copies into one local object before their places are forgotten, and before it may
/// hold anything.
constexpr std::size_t MaxExactRanges = 16;
constexpr std::size_t MaxRanges = 64;
/// Longer copies between places outside are not taken apart.
constexpr std::uint64_t MaxExactBytes = 256;

/// The characters of a string.
bool isText(const Path &P) {
  return !P.Loads.empty() && P.Loads.back().Owning && model::holdsText(P.Loads.back().Owner);
}

/// Storage of a container that leads to nothing but more of it: no bytes in which a program may
/// make objects, or numbers that it may make of pointers.
bool closed(const Path &P) {
  return !P.Loads.empty() && P.Loads.back().Owning && model::leadsNowhere(P.Loads.back().Owner) &&
         !model::mayHoldPointers(P.Loads.back().Owner);
}

} // namespace

void PointerValues::loadLocal(Id P, const LoadKind &K, Set &Out) {
  const Path At = Table[P];
  const Local &L = Locals[At.Index];
  for (const auto &[C, What] : L.Contents)
    if ((C.first == UnknownOffset || meet(At, K.Size, C.first, PointerBytes)) &&
        Tags.mayAlias(C.second, K.Tag))
      Out.insert(What, Table);
  for (std::size_t I = 0; I != L.Ranges.size(); ++I) {
    CopiedRange R = L.Ranges[I];
    if (!meet(At, K.Size, R.At, R.Size))
      continue;
    bool Exact = At.Offset != UnknownOffset && R.At != UnknownOffset && At.Span == 0;
    Id From = Table.plus(R.From, Exact ? At.Offset - R.At : UnknownOffset);
    // Copied bytes are of whatever type the copy has.
    LoadKind Copied = K;
    Copied.Tag = 0;
    Out.insert(loaded(Set(From), Copied), Table);
  }
  if (L.Scribbled && K.Pointer)
    Out.insertAny(Table);
  // What a callee may have stored there. One that has to find the object in memory
  // rarely does: one path stands for all of its members.
  if (L.PassedOn)
    Out.insert(Table.intern(At.load(K.Owning, K.Owner)), Table);
  else if (L.Reachable)
    Out.insert(Table.anywhere(Table.follow(Table.anywhere(P))), Table);
  // Or what other invocations have, since this coroutine was suspended.
  if (InCoroutine && isShared(At.Index))
    Out.insert(Table.anywhere(Table.follow(Table.intern(anyCoroutines()))), Table);
}

void PointerValues::addAlternative(const Set &Where, std::uint64_t Size) {
  const Set Places = placesIn(Where, Size);
  for (Id P : Places.ids())
    Alternatives.insert({Table.base(P), Table[P].Span ? UnknownOffset : Table[P].Offset});
}

bool PointerValues::isAlternative(Id P) const {
  const model::PathTable::Base Base = Table.base(P);
  const Path &At = Table[P];
  if (At.Offset == UnknownOffset || At.Span) {
    auto First = Alternatives.lower_bound({Base, UnknownOffset});
    return First != Alternatives.end() && First->first == Base;
  }
  return Alternatives.contains({Base, At.Offset}) || Alternatives.contains({Base, UnknownOffset});
}

/// One place is a container's pointer to some of the code, and a pointer of the program's own, or
/// another kind of container's, to some: then nobody knows who owns what it leads to.
void PointerValues::noteOwner(Id P, const LoadKind &K) {
  const Path &At = Table[P];
  if (At.Offset == UnknownOffset || At.Span || !K.Pointer || !(K.Owning || K.Users))
    return;
  const std::pair Field(Table.base(P), At.Offset);
  const StringRef Base = Tags[K.Tag].Base.str();
  // One path goes for all of a container's storage, whatever lies where in it.
  const bool InStorage = !At.Loads.empty() && At.Loads.back().Owning;
  if (!K.Owning) {
    if (Base.empty() ? !InStorage : !isLibraryClass(Base))
      Unowned.insert(Field);
    return;
  }
  auto [It, New] = Owners.try_emplace(Field, K.Owner);
  if (!InStorage && model::kindOf(It->second) != model::kindOf(K.Owner))
    Unowned.insert(Field);
}

void PointerValues::loadOutside(Id P, const LoadKind &Given, Set &Out) {
  const Path At = Table[P];
  LoadKind K = Given;
  if (isAlternative(P))
    K.Owning = false;
  else
    noteOwner(P, K);
  auto Known = isAlternative(P) ? Owners.end() : Owners.find({Table.base(P), At.Offset});
  // The only objects of a pointer type in such storage are a container's own: strict aliasing
  // keeps a pointer lvalue off the others, and bytes that were copied have no tag.
  bool Closed = K.Pointer && K.Tag && closed(At);
  const std::string &Owner = Known != Owners.end() ? Known->second
                             : K.Owning || !Closed ? K.Owner
                                                   : At.Loads.back().Owner.str();
  Out.insert(Table.follow(P, K.Owning || Known != Owners.end() || Closed, Owner), Table);
  if (auto It = Outside.find(Table.base(P)); It != Outside.end())
    for (const auto &[C, L] : It->second)
      if (meet(At, K.Size, C.first, PointerBytes) && Tags.mayAlias(C.second, K.Tag))
        Out.insert(L.What, Table);
}

/// What was stored under other names than these, where the types allow it. The same for all
/// but those whose offsets have told, so it is looked up once.
void PointerValues::loadForeign(const Set &From, const LoadKind &K, Set &Out) {
  bool Unfixed = false;
  std::set<model::PathTable::Base> Fixed;
  for (Id P : From.ids()) {
    const Path &At = Table[P];
    // The library's own memory has no other name.
    bool Others = At.Kind == Root::Param || At.Kind == Root::CallResult ||
                  (At.Kind == Root::Global && Lib.variable(At.Name.str()) != "private");
    if (!Others || constantAt(At))
      continue;
    // The closure is the invocation's own: it has no other name either.
    if (At.Kind == Root::Param && At.Loads.empty() &&
        F.getAttributes().hasParamAttr(At.Index, ClosureAttribute))
      continue;
    // What a pointer in memory leads to may be another part of the same object each time.
    if (At.Loads.empty() && At.Kind != Root::CallResult)
      Fixed.insert(Table.base(P));
    else
      Unfixed = true;
  }
  if (!Unfixed && Fixed.empty())
    return;
  for (const auto &[Stored, Stores] : Foreign)
    if (Tags.mayAlias(Stored, K.Tag))
      for (const auto &[Base, S] : Stores) {
        // Bytes that were copied among elements are no pointer to who has one's type.
        bool Element = !Stored && S.Closed && K.Pointer && K.Tag;
        if (Unfixed || Fixed.size() > 1 || !Fixed.contains(Base))
          Out.insert(Element ? Set::unnamed(S.What) : S.What, Table);
      }
}

/// A variable whose initializer is all that is ever there.
const GlobalVariable *PointerValues::constantAt(const Path &At) const {
  if (At.Kind != Root::Global || !At.Loads.empty())
    return nullptr;
  const GlobalVariable *G = Copy.Variables.lookup(At.Name.str());
  return G && G->isConstant() && G->hasDefinitiveInitializer() ? G : nullptr;
}

/// Several pointers at once, as a wide register or an object holds them.
PointerValues::Set PointerValues::loadedWide(const Set &From, LoadKind K) {
  const Set Places = placesIn(From, K.Size);
  K.Size = PointerBytes;
  Set Out = loaded(Places, K);
  Out.insert(Set::unnamed(From), Table);
  return Out;
}

/// Without the characters of strings: nobody makes a pointer of those one by one.
PointerValues::Set PointerValues::loadedPiece(const Set &From, const LoadKind &K) {
  Set Out = Set::unnamed(From);
  for (Id P : From.ids())
    if (!isText(Table[P]))
      Out.insert(P, Table);
  return loaded(Out, K);
}

PointerValues::Set PointerValues::loaded(const Set &From, const LoadKind &K) {
  if (K.Size > PointerBytes)
    return loadedWide(From, K);
  Set Out = Set::unnamed(From);
  for (Id P : From.ids()) {
    switch (Table[P].Kind) {
    case Root::Function:
    case Root::Resource:
      break;
    case Root::Unknown:
      Out.insertAny(Table);
      break;
    case Root::Local:
      if (Table.isLocal(P))
        loadLocal(P, K, Out);
      else
        Out.insert(Table.follow(P, K.Owning, K.Owner), Table);
      break;
    case Root::Global:
      if (const GlobalVariable *G = constantAt(Table[P])) {
        Out.insert(set(G->getInitializer()), Table);
        break;
      }
      [[fallthrough]];
    case Root::Param:
    case Root::CallResult:
      loadOutside(P, K, Out);
      break;
    }
  }
  loadForeign(From, K, Out);
  return Out;
}

model::ValueSet PointerValues::loadedFrom(const model::ValueSet &Where) {
  return loaded(Set::from(Where, Table), {}).values(Table);
}

/// Whoever is called, or finds the address in memory, may store into these objects
/// and into those that they lead to.
void PointerValues::passOn(const Set &S, bool Local::*How) {
  for (Id P : S.ids()) {
    if (!Table.isLocal(P) || Locals[Table[P].Index].*How)
      continue;
    Local &L = Locals[Table[P].Index];
    L.*How = true;
    L.Grown = ++Now;
    for (const auto &[C, What] : L.Contents)
      passOn(What, How);
  }
}

void PointerValues::publish(const Set &What) {
  if (Published.insert(What, Table))
    ++Now;
  passOn(What, &Local::Reachable);
}

void PointerValues::storeOutside(Id P, const Set &What, TypeTags::Id Tag) {
  std::int64_t Offset = Table[P].Span ? UnknownOffset : Table[P].Offset;
  if (const Path &At = Table[P]; !At.Loads.empty() && At.Loads.back().Owning) {
    if (auto Nodes = Hooked.find(At.Loads.back().Owner); Nodes != Hooked.end()) {
      const Set Objects = Nodes->second;
      store(moved(Objects, Offset), What, Tag);
    }
  } else if (!At.Loads.empty()) {
    // Somebody's node, perhaps.
    for (const auto &[Owner, Objects] : std::map(Hooked))
      store(moved(Objects, UnknownOffset), What, Tag);
  }
  auto [It, New] = Outside[Table.base(P)].try_emplace({Offset, Tag}, Left{Table.at(P, Offset), {}});
  bool Grown = It->second.What.insert(What, Table);
  // Through another name, the location may hold what was stored there. If that is
  // itself a path, "whatever is there" already covers it; local objects, functions
  // and unknown values it does not.
  Set Uncovered = Set::unnamed(What);
  for (Id V : What.ids())
    if (Table[V].Kind == Root::Local || Table[V].Kind == Root::Function)
      Uncovered.insert(V, Table);
  if (!Uncovered.empty()) {
    bool Closed = closed(Table[P]);
    ForeignStore &S =
        Foreign[Tag].try_emplace(Table.base(P), ForeignStore{Closed, {}}).first->second;
    Grown |= S.What.insert(Uncovered, Table);
  }
  if (Grown)
    OutsideGrown = ++Now;
}

/// Without the address of the object itself, if that is the only place: who finds it there
/// knew it before.
PointerValues::Set PointerValues::storedElsewhere(const Set &Where, const Set &What) {
  std::optional<std::uint32_t> Object;
  for (Id P : Where.ids()) {
    const Path &At = Table[P];
    if (Table.isLocal(P))
      continue;
    if (At.Kind != Root::Param || !At.Loads.empty() || Object.value_or(At.Index) != At.Index)
      return What;
    Object = At.Index;
  }
  if (Where.isAny() || !Object)
    return What;
  Set Out = Set::unnamed(What);
  for (Id P : What.ids())
    if (const Path &To = Table[P];
        To.Kind != Root::Param || !To.Loads.empty() || To.Index != *Object)
      Out.insert(P, Table);
  return Out;
}

void PointerValues::store(const Set &Where, const Set &What, TypeTags::Id Tag) {
  if (What.empty())
    return;
  bool Seen = Where.isAny();
  for (Id P : Where.ids()) {
    if (!Table.isLocal(P)) {
      storeOutside(P, What, Tag);
      Seen = true;
      continue;
    }
    Local &L = Locals[Table[P].Index];
    if (L.Contents[{Table[P].Span ? UnknownOffset : Table[P].Offset, Tag}].insert(What, Table))
      L.Grown = ++Now;
    for (bool Local::*How : {&Local::PassedOn, &Local::Kept, &Local::Reachable})
      if (L.*How)
        passOn(What, How);
  }
  if (Seen)
    publish(storedElsewhere(Where, What));
}

/// May the path lead to a local object of a caller's or a callee's? Behind a closure lie the
/// sessions.
bool PointerValues::mayBeAnothers(Id P) const {
  const Path &At = Table[P];
  return At.Kind == Root::CallResult ||
         (At.Kind == Root::Param &&
          (At.Loads.empty() || !F.getAttributes().hasParamAttr(At.Index, ClosureAttribute)));
}

/// Notes that bytes which may be a pointer's were written there: read from a pipe, say.
/// A pointer loaded from them may be any; numbers and text may not. What lies in memory
/// that others may reach has a path that says so already, unless that is this function's
/// name for a caller's local object.
void PointerValues::scribble(const Set &Where) {
  for (Id P : Where.ids()) {
    if (!Table.isLocal(P)) {
      if (mayBeAnothers(P))
        Scribbled.insert(Table.anywhere(P));
      continue;
    }
    Local &L = Locals[Table[P].Index];
    if (!std::exchange(L.Scribbled, true))
      L.Grown = ++Now;
  }
}

/// What others may have stored in the local object From is then also at To.
void PointerValues::transferUnseen(Id To, Id From, std::uint64_t Size) {
  if (Size > MaxExactBytes)
    return store(Set(Table.anywhere(To)), Set(Table.follow(Table.anywhere(From))));
  for (std::int64_t At = 0; At < std::int64_t(Size); At += PointerBytes)
    store(Set(Table.plus(To, At)), Set(Table.follow(Table.plus(From, At))));
}

/// Copies what a local object holds.
void PointerValues::transferLocal(Id To, Id From, std::uint64_t Size) {
  const Path D = Table[To], S = Table[From];
  bool Exact = D.Offset != UnknownOffset && S.Offset != UnknownOffset && !D.Span && !S.Span;
  auto Contents = Locals[S.Index].Contents;
  for (const auto &[C, What] : Contents) {
    std::int64_t Offset = C.first;
    if (Offset != UnknownOffset && !meet(S, Size, Offset, PointerBytes))
      continue;
    bool Shift = Exact && Offset != UnknownOffset;
    store(Set(Table.plus(To, Shift ? Offset - S.Offset : UnknownOffset)), What);
  }
  auto Ranges = Locals[S.Index].Ranges;
  for (const CopiedRange &R : Ranges)
    if (meet(S, Size, R.At, R.Size)) {
      bool Shift = Exact && R.At != UnknownOffset;
      transfer(Set(Table.plus(To, Shift ? R.At - S.Offset : UnknownOffset)), Set(R.From), R.Size);
    }
  if (Locals[S.Index].PassedOn || Locals[S.Index].Reachable)
    transferUnseen(To, From, Exact ? Size : UnknownSize);
  if (Locals[S.Index].Scribbled)
    scribble(Set(To));
}

/// Between two places outside: what From holds is then also at To.
void PointerValues::transferOutside(Id To, Id From, std::uint64_t Size) {
  const Path &D = Table[To], &S = Table[From];
  // A container moves its elements: nothing is there that was not.
  if (closed(S) && Table.base(To) == Table.base(From))
    return;
  if (closed(S)) {
    LoadKind Element;
    Element.Owning = true;
    Element.Owner = S.Loads.back().Owner;
    return store(Set(Table.anywhere(To)), loaded(Set(Table.anywhere(From)), Element));
  }
  bool Exact = D.Offset != UnknownOffset && S.Offset != UnknownOffset && !D.Span && !S.Span;
  if (!Exact || Size > MaxExactBytes)
    return store(Set(Table.anywhere(To)), loaded(Set(Table.anywhere(From)), {}));
  for (std::int64_t At = 0; At < std::int64_t(Size); At += PointerBytes)
    store(Set(Table.plus(To, At)), loaded(Set(Table.plus(From, At)), {}));
}

void PointerValues::transfer(const Set &To, const Set &From, std::uint64_t Size) {
  for (Id D : To.ids())
    for (Id S : From.ids()) {
      if (Table.isLocal(S)) {
        transferLocal(D, S, Size);
      } else if (Table.isLocal(D)) {
        Local &L = Locals[Table[D].Index];
        CopiedRange R{Table[D].Span ? UnknownOffset : Table[D].Offset, Size, S};
        if (!is_contained(L.Ranges, R) && L.Ranges.size() >= MaxExactRanges)
          R = {UnknownOffset, UnknownSize, Table.anywhere(S)};
        if (is_contained(L.Ranges, R))
          continue;
        bool TooMuch = L.Ranges.size() >= MaxRanges;
        if (!TooMuch)
          L.Ranges.push_back(R);
        if (!TooMuch || L.Contents[{UnknownOffset, 0}].insertAny(Table))
          L.Grown = ++Now;
      } else {
        transferOutside(D, S, Size);
      }
    }
  if (From.isAny())
    store(To, Set::unnamed(From));
}

std::vector<model::Store> PointerValues::stores() {
  std::map<Id, Set> All;
  for (const auto &[Base, Cells] : Outside)
    for (const auto &[C, L] : Cells) {
      const Path &Where = Table[L.Where];
      bool Same =
          !L.What.isAny() && all_of(L.What.ids(), [&](Id V) { return Table[V].restores(Where); });
      if (!Same)
        All[L.Where].insert(L.What, Table);
    }
  std::vector<model::Store> Out;
  for (const auto &[Where, What] : All)
    Out.push_back({Table[Where], What.values(Table)});
  for (const auto &[Where, What] : Linked)
    Out.push_back({Table[Where], What.values(Table)});
  for (Id P : Scribbled)
    Out.push_back({Table[P], Set::any().values(Table)});
  llvm::sort(Out);
  return Out;
}

} // namespace polychrome

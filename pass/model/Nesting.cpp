//===- Nesting.cpp - Which containers may lie in others' storage ----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Nesting.h"

#include "pass/model/Containers.h"
#include "pass/model/Holding.h"

#include <algorithm>

namespace polychrome::model {

using Kind = Region::Kind;

Texts::Id Texts::number(std::string_view Text) {
  auto [It, New] = Numbers.try_emplace(Text, Id(All.size()));
  if (New)
    All.push_back(Text);
  return It->second;
}

std::uint64_t Nesting::key(Texts::Id A, Texts::Id B, ContainerKind K) {
  return std::uint64_t(A) << 36 | std::uint64_t(B) << 8 | std::uint64_t(K);
}

bool Nesting::elementsMayContain(Texts::Id Owner, ContainerKind Holder, Texts::Id Name) {
  auto [It, New] = Contain.try_emplace(key(Owner, Name, Holder));
  if (New)
    It->second = model::elementsMayContain(T, Names[Owner], Holder, std::string(Names[Name]));
  return It->second;
}

bool Nesting::elementsMayHold(Texts::Id Owner, Texts::Id Name) {
  auto [It, New] = Hold.try_emplace(key(Owner, Name, {}));
  if (New)
    It->second = model::elementsMayHold(T, Names[Owner], std::string(Names[Name]));
  return It->second;
}

Nesting::Way Nesting::takenApart(const HandlerEffect &E) {
  const std::vector<Load> &From = E.What.Where.Loads;
  Way W;
  for (const Load &L : From)
    W.Owners.push_back(Names.number(L.Owner));
  W.Folded = mayBeFolded(E.What.Where);
  W.FoldedBehind = W.Folded && !(From.size() > 2 && staysInContainer(From.back()));
  for (std::size_t I = 2; I < From.size(); ++I)
    if (!staysInContainer(From[I])) {
      const bool Anywhere = From[I].Offset == UnknownOffset;
      const std::int64_t Before = bytesBeforeElements(From[I - 1].Owner);
      W.Steps.push_back({W.Owners[I - 1], kindOf(From[I].Owner), Anywhere,
                         Anywhere ? 0 : From[I].Offset - Before});
    }
  if (E.Where.What == Kind::Context && E.Where.Owned) {
    W.Holder = kindOf(From[1].Owner);
    W.HolderType = Names.number(E.Where.HolderType);
  }
  return W;
}

const Nesting::Way &Nesting::way(const HandlerEffect &E) {
  auto [It, New] = Numbers.try_emplace(&E, std::uint32_t(Ways.size()));
  if (New)
    Ways.push_back(takenApart(E));
  return Ways[It->second];
}

bool Nesting::mayContain(const HandlerEffect &A, const HandlerEffect &B) {
  const Way &From = way(A), &To = way(B);
  const Region &In = B.Where;
  for (const Step &S : From.Steps) {
    if (S.Through != To.Holder && S.Through != ContainerKind::Other &&
        To.Holder != ContainerKind::Other)
      continue;
    // The object around B's container would have to begin at or behind the elements.
    const bool Fits = In.HolderType.empty() || S.Anywhere || S.At >= In.HolderAt;
    if (Fits && elementsMayContain(S.Owner, To.Holder, To.HolderType))
      return true;
  }
  return From.FoldedBehind && elementsMayContain(From.Owners.back(), To.Holder, To.HolderType);
}

/// Each has one owner. B's may be an element of A's, though, or be known by an iterator.
bool Nesting::otherOwner(const HandlerEffect &A, const HandlerEffect &B) {
  if (!A.Where.InClosure || !B.Where.Owned)
    return false;
  if (B.Where.InClosure || B.Where.What == Kind::Global)
    return true;
  const Way &From = way(A);
  if (B.Where.What != Kind::Context)
    return From.Owners.size() == 1 && !maybePart(B.Where.OwnerType);
  const Way &To = way(B);
  auto MayContain = [&](Texts::Id Owner) {
    return elementsMayContain(Owner, To.Holder, To.HolderType);
  };
  return std::none_of(From.Owners.begin(), From.Owners.end() - 1, MayContain) &&
         !(From.Folded && MayContain(From.Owners.back()));
}

/// The load from the container that lies in an object of a class that is known, or null: nothing
/// but what that owns, or owns in turn, is behind it.
static const Load *container(const HandlerEffect &E) {
  const std::vector<Load> &From = E.What.Where.Loads;
  if (!E.Where.Owned || E.Where.InClosure || E.Where.HolderType.empty())
    return nullptr;
  const auto Last =
      std::find_if(From.rbegin(), From.rend(), [](const Load &L) { return !L.Owning; });
  return Last == From.rbegin() || Last == From.rend() ? nullptr : &*std::prev(Last);
}

/// May B's container lie in what A's owns?
bool Nesting::mayLieBehind(const HandlerEffect &A, const HandlerEffect &B) {
  const std::string &Owner = container(A)->Owner;
  return !leadsNowhere(Owner) &&
         elementsMayContain(number(Owner), kindOf(container(B)->Owner), number(B.Where.HolderType));
}

/// One storage has one container, and two places are one container's only if one of the classes may
/// have an object of the other one there.
bool Nesting::otherHolder(const HandlerEffect &A, const HandlerEffect &B) {
  if (!container(A) || !container(B) || mayLieBehind(A, B) || mayLieBehind(B, A))
    return false;
  const Region &X = A.Where, &Y = B.Where;
  if (X.HolderType == Y.HolderType) {
    const auto InX = containerAt(T, X.HolderType, X.HolderAt),
               InY = containerAt(T, Y.HolderType, Y.HolderAt);
    return InX && InY && InX != InY;
  }
  auto MayHold = [&](const Region &Outer, const Region &Inner) {
    return T.mayHold(Outer.HolderType, Outer.HolderAt, Outer.HolderAt + PointerBytes,
                     Inner.HolderType);
  };
  return !MayHold(X, Y) && !MayHold(Y, X);
}

} // namespace polychrome::model

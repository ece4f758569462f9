//===- Placement.cpp - Where an effect is -----------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Placement.h"

#include "pass/model/Containers.h"

#include <algorithm>

namespace polychrome::model {

namespace {

Region anyObject() {
  Region R;
  R.What = Region::Kind::Any;
  return R;
}

/// The type that owns the storage which the path leads to; where the path was folded, all
/// that its elements own in turn.
const SharedText &ownerOf(const Path &P) { return P.Loads.back().Owner; }

/// Storage of some container.
Region anyOwned(const Path &P) {
  Region R = anyObject();
  R.Owned = true;
  R.OwnerType = ownerOf(P);
  return R;
}

} // namespace

/// The container that owns where a path ends which leads through pointers of the program's own
/// before: the class that has it, if only one has been seen there, says that it is one.
std::optional<Placement::Holder> Placement::holderFurther(const Path &P) const {
  const std::size_t Count = P.Loads.size();
  if (Count < 3 || !P.Loads[Count - 1].Owning || P.Loads[Count - 2].Owning)
    return std::nullopt;
  const std::int64_t At = P.Loads.back().Offset;
  if (At == UnknownOffset || maybePart(ownerOf(P)))
    return std::nullopt;
  KeyObjects::Object In =
      Objects.onlyOne({P.Loads.begin(), P.Loads.end() - 1}, At, At + PointerBytes);
  const std::int64_t Place = At - In.Begin;
  if (In.Type.empty() || isNode(In.Type) || T.isStorage(In.Type, Place, Place + PointerBytes) ||
      !holdsContainer(T, In.Type, Place))
    return std::nullopt;
  const auto Range = containerAt(T, In.Type, Place);
  if (!Range)
    return std::nullopt;
  return Holder{In, In.Begin + Range->first, In.Begin + Range->second};
}

Region Placement::further(const Path &P) const {
  const auto Further = holderFurther(P);
  if (!Further)
    return anyObject();
  Region R = anyOwned(P);
  R.HolderType = Further->In.Type;
  R.HolderAt = P.Loads.back().Offset - Further->In.Begin;
  return R;
}

Region Placement::inContext(const Effect &E) const {
  const Path &P = E.Where;
  Region R;
  R.What = Region::Kind::Private;
  // Storage that is owned through and through; a pointer found in it may lead out.
  auto Owned = [&](std::size_t From) {
    return std::all_of(P.Loads.begin() + std::ptrdiff_t(From), P.Loads.end(),
                       [](const Load &L) { return L.Owning; });
  };
  // What a deque's iterator leads to is the deque's; nodes lie in no closure.
  bool Iterator = !P.Loads.empty() && P.Loads.front().Owner.starts_with("std::_Deque_iterator<");
  // A unique_ptr in the closure is a pointer like others: somebody may know the object.
  bool Pointer = !P.Loads.empty() && ownsOneObject(P.Loads.front().Owner);
  if (P.Loads.empty())
    return R;
  if (Owned(0) && !Pointer) {
    Region Storage = anyOwned(P);
    Storage.InClosure = !Iterator;
    return Storage;
  }
  if (P.Loads.front().Owning && !Pointer)
    return anyObject();
  std::int64_t Slot = P.Loads.front().Offset;
  if (Slot == UnknownOffset || Slot < 0 || Slots.rebound(Slot))
    return anyObject();
  R.What = Region::Kind::Context;
  R.Slot = std::uint32_t(Slot);
  if (P.Loads.size() == 1) {
    if (P.Offset == UnknownOffset)
      return anyObject();
    R.Lo = P.Offset;
    R.Hi = E.Size == UnknownSize ? Highest : P.Offset + std::int64_t(P.Span + E.Size);
    return R;
  }
  const Load &Holder = P.Loads[1];
  if (!Owned(1) || Holder.Offset == UnknownOffset)
    return further(P);
  KeyObjects::Object In = Objects.around(R.Slot, Holder.Offset, Holder.Offset + PointerBytes);
  // A container or something else, in a union.
  const std::int64_t At = Holder.Offset - In.Begin;
  if (T.isStorage(In.Type, At, At + PointerBytes))
    return anyObject();
  if (maybePart(Holder.Owner) && !holdsContainer(T, In.Type, Holder.Offset - In.Begin))
    return anyOwned(P);
  // All pointer members of one container lead to the same storage, so the claim
  // is on the whole member that the container is; the object's type tells which.
  R.Owned = true;
  R.OwnerType = ownerOf(P);
  // A node, to which the closure has an iterator, or the element's place in one, is no type
  // that elements are said to have.
  if (In.Sure && !isNode(In.Type) && !In.Type.starts_with("__gnu_cxx::__aligned_")) {
    R.HolderType = In.Type;
    R.HolderAt = At;
  }
  std::tie(R.Lo, R.Hi) = Objects.container(R.Slot, Holder.Offset);
  return R;
}

Region Placement::inGlobal(const Effect &E) const {
  const Path &P = E.Where;
  Region R;
  R.What = Region::Kind::Global;
  R.Name = P.Name;
  R.Lo = 0;
  R.Hi = Highest;
  if (P.Loads.empty()) {
    if (P.Offset != UnknownOffset) {
      R.Lo = P.Offset;
      R.Hi = E.Size == UnknownSize ? Highest : P.Offset + std::int64_t(P.Span + E.Size);
    }
    return R;
  }
  if (!std::all_of(P.Loads.begin(), P.Loads.end(), [](const Load &L) { return L.Owning; }))
    return anyObject();
  const GlobalInfo *G = T.global(P.Name);
  // A container or something else, in a union.
  const std::int64_t At = P.Loads.front().Offset;
  const bool Whole = At == UnknownOffset;
  if (G && T.isStorage(G->Type, Whole ? 0 : At, Whole ? Highest : At + PointerBytes))
    return anyObject();
  if (maybePart(P.Loads.front().Owner) &&
      !(G && holdsContainer(T, G->Type, P.Loads.front().Offset)))
    return anyOwned(P);
  R.Owned = true;
  R.OwnerType = ownerOf(P);
  return R;
}

Region Placement::of(const Effect &E) const {
  Region R;
  switch (E.Where.Kind) {
  case Root::Param:
    return inContext(E);
  case Root::Global:
    return inGlobal(E);
  case Root::Resource:
    R.What = Region::Kind::Resource;
    R.Name = E.Where.Name;
    return R;
  case Root::Function:
  case Root::Local:
    R.What = Region::Kind::Private;
    return R;
  case Root::CallResult:
  case Root::Unknown:
    break;
  }
  R.What = Region::Kind::Unknown;
  return R;
}

/// A short string's characters lie in the string itself, as a list's ends do in the list.
HandlerEffect Placement::inPlace(const HandlerEffect &E) const {
  HandlerEffect D = E;
  Path &P = D.What.Where;
  D.What.Object.clear();
  P.Span = 0;
  if (const auto Further = holderFurther(P)) {
    P.Loads.pop_back();
    P.Offset = Further->Lo;
    D.What.Size = std::uint64_t(Further->Hi - Further->Lo);
    D.What.Object = Further->In.Type;
    D.What.ObjectOffset = Further->In.Begin;
    D.Where.Owned = false;
    return D;
  }
  P.Loads.pop_back();
  // The container may lie in storage that is owned in turn.
  if (E.Where.InClosure || P.Loads.size() > (E.Where.What == Region::Kind::Global ? 0 : 1)) {
    P.Offset = UnknownOffset;
    D.Where.OwnerType = ownerOf(P);
    return D;
  }
  D.Where.Owned = false; // but a container, of the kind that OwnerType says
  P.Offset = E.Where.Lo;
  D.What.Size = E.Where.Hi == Highest ? UnknownSize : std::uint64_t(E.Where.Hi - E.Where.Lo);
  if (E.Where.What == Region::Kind::Context) {
    KeyObjects::Object In = Objects.around(E.Where.Slot, E.Where.Lo, E.Where.Hi);
    D.What.Object = In.Sure ? In.Type : std::string();
    D.What.ObjectOffset = In.Sure ? In.Begin : 0;
  }
  return D;
}

} // namespace polychrome::model

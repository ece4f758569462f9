//===- Regions.cpp - A handler's effects as regions and claims ------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Regions.h"

#include <algorithm>
#include <map>
#include <set>

namespace polychrome::model {

namespace {

constexpr std::int64_t Highest = std::numeric_limits<std::int64_t>::max();
constexpr std::uint32_t SlotBytes = 8;
/// No standard container is larger.
constexpr std::int64_t ContainerBytes = 80;
/// libstdc++: a control block's vtable pointer and counts.
constexpr std::int64_t ControlBlockBytes = 16;
/// libstdc++: a shared_ptr is the stored pointer, then the control block's.
constexpr std::int64_t ControlPointerOffset = 8;

class Placer {
public:
  Placer(HandlerKind K, const Types &Ts, Row &R) : Kind(K), T(Ts), Into(R) {}

  void run(const Footprint &P, const PathTable &Paths);

private:
  HandlerKind Kind;
  const Types &T;
  Row &Into;
  std::set<std::int64_t> Rebound; ///< closure bytes whose pointers may change

  /// The struct types seen at each key, with the offset at which they begin.
  std::map<std::uint32_t, std::set<std::pair<std::int64_t, std::string>>> Objects;

  void noteObject(const Effect &E);
  void noteRebound(const Footprint &P, const PathTable &Paths);
  std::pair<std::int64_t, std::int64_t> container(std::uint32_t Slot, std::int64_t Offset) const;
  bool rooted(Effect &E) const;
  bool rebound(std::int64_t Slot) const;
  /// Closure offsets of the stored pointers of std::shared_ptr members.
  std::set<std::int64_t> Owners;

  void followWeakThis(Effect &E) const;
  void nameObject(Effect &E) const;
  bool shared(const Effect &E) const;
  HandlerEffect inPlace(const HandlerEffect &E) const;
  Region place(const Effect &E) const;
  Region placeContext(const Effect &E) const;
  Region placeGlobal(const Effect &E) const;
  std::string text(const Effect &E, const Region &R) const;
  std::string object(const Effect &E, const std::string &Otherwise) const;
  std::string keyName(const Effect &E, std::uint32_t Slot) const;
};

/// Rewrites the path so that parameter 0 is the address of the closure. False if
/// the effect is on something that only this invocation sees.
bool Placer::rooted(Effect &E) const {
  Path &P = E.Where;
  if (P.Kind != Root::Param)
    return true;
  if (Kind == HandlerKind::Function) {
    P.Loads.insert(P.Loads.begin(), {std::int64_t(P.Index) * SlotBytes, false, {}});
    P.Index = 0;
    return true;
  }
  // do_complete(owner, op, ec, n): the owner is the scheduler and passed on only,
  // the error code a variable of the loop's.
  std::uint32_t Closure = Kind == HandlerKind::Posted ? 0 : 1;
  if (P.Index != Closure)
    return false;
  P.Index = 0;
  return true;
}

void Placer::noteObject(const Effect &E) {
  const Path &P = E.Where;
  if (P.Kind == Root::Param && P.Loads.size() == 1 && !E.Object.empty())
    Objects[std::uint32_t(P.Loads[0].Offset)].insert({E.ObjectOffset, E.Object});
}

/// All pointer members of one container lead to the same storage, so a claim on
/// storage is on the whole member that the container is. The key's type tells
/// which; inside the library's own types, or where the type is not known, a
/// range that no container exceeds does.
std::pair<std::int64_t, std::int64_t> Placer::container(std::uint32_t Slot,
                                                        std::int64_t Offset) const {
  std::pair<std::int64_t, std::int64_t> Range{Offset - ContainerBytes, Offset + ContainerBytes};
  std::uint64_t Best = 0;
  auto It = Objects.find(Slot);
  if (It == Objects.end())
    return Range;
  for (const auto &[Begin, Name] : It->second) {
    const TypeLayout *L = T.layout(Name);
    if (!L || Offset < Begin || Offset >= Begin + std::int64_t(L->Size) || L->Size <= Best)
      continue;
    // A key that is a string itself; of other library types the name does not say
    // whether they are the container or a part of it.
    if (Name.rfind("std::__cxx11::basic_string#", 0) == 0) {
      Best = L->Size;
      Range = {Begin, Begin + std::int64_t(L->Size)};
    }
    if (Name.rfind("std::", 0) == 0)
      continue;
    Best = L->Size;
    auto [Lo, Hi] = T.member(Name, Offset - Begin);
    Range = {Begin + Lo, Begin + Hi};
  }
  return Range;
}

/// Memory behind an object's own control block is the object, which make_shared
/// puts right behind the block's header; a separately allocated one is what the
/// block's first member owns.
void Placer::followWeakThis(Effect &E) const {
  Path &P = E.Where;
  if (P.Loads.size() < 2 || P.Loads[1].Owner != WeakThis)
    return;
  auto It = Objects.find(std::uint32_t(P.Loads[0].Offset));
  if (It == Objects.end())
    return;
  bool Separate = P.Loads.size() > 2 && P.Loads[2].Owner.rfind("std::_Sp_counted_", 0) == 0;
  for (const auto &[Begin, Name] : It->second) {
    const TypeLayout *L = T.layout(Name);
    if (!L || P.Loads[1].Offset < Begin || P.Loads[1].Offset >= Begin + std::int64_t(L->Size))
      continue;
    P.Loads.erase(P.Loads.begin() + 1, P.Loads.begin() + (Separate ? 3 : 2));
    bool Direct = P.Loads.size() == 1;
    std::int64_t &Moved = Direct ? P.Offset : P.Loads[1].Offset;
    Moved = addOffsets(Moved, Begin - (Separate ? 0 : ControlBlockBytes));
    E.Object = Direct ? Name : std::string();
    E.ObjectOffset = Direct ? Begin : 0;
    return;
  }
}

/// Code that only frees an object does not index it; what else is known of the
/// same key tells the type.
void Placer::nameObject(Effect &E) const {
  const Path &P = E.Where;
  if (P.Kind != Root::Param || P.Loads.size() != 1 || !E.Object.empty())
    return;
  auto It = Objects.find(std::uint32_t(P.Loads[0].Offset));
  if (It == Objects.end())
    return;
  for (const auto &[Begin, Name] : It->second)
    if (const TypeLayout *L = T.layout(Name); L && Begin == P.Offset && L->Size == E.Size) {
      E.Object = Name;
      E.ObjectOffset = Begin;
      return;
    }
}

/// Is this memory reached through a std::shared_ptr that the closure holds?
bool Placer::shared(const Effect &E) const {
  const Path &P = E.Where;
  return P.Kind == Root::Param && !P.Loads.empty() && Owners.count(P.Loads[0].Offset) &&
         std::all_of(P.Loads.begin() + 1, P.Loads.end(), [](const Load &L) { return L.Owning; });
}

bool Placer::rebound(std::int64_t Slot) const {
  return Rebound.count(UnknownOffset) ||
         Rebound.lower_bound(Slot - SlotBytes + 1) != Rebound.lower_bound(Slot + SlotBytes);
}

Region anyObject() {
  Region R;
  R.What = Region::Kind::Any;
  return R;
}

Region Placer::placeContext(const Effect &E) const {
  const Path &P = E.Where;
  Region R;
  R.What = Region::Kind::Private;
  // Storage that is owned through and through; a pointer found in it may lead out.
  auto Owned = [&](std::size_t From) {
    return std::all_of(P.Loads.begin() + std::ptrdiff_t(From), P.Loads.end(),
                       [](const Load &L) { return L.Owning; });
  };
  if (Owned(0))
    return R;
  if (P.Loads.front().Owning)
    return anyObject();
  std::int64_t Slot = P.Loads.front().Offset;
  if (Slot == UnknownOffset || Slot < 0 || rebound(Slot))
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
    return anyObject();
  // All pointer members of one container lead to the same storage, so the claim
  // is on the whole member that the container is; the object's type tells which.
  R.Owned = true;
  R.OwnerType = Holder.Owner;
  std::tie(R.Lo, R.Hi) = container(R.Slot, Holder.Offset);
  return R;
}

Region Placer::placeGlobal(const Effect &E) const {
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
  R.Owned = true;
  R.OwnerType = P.Loads.front().Owner;
  return R;
}

Region Placer::place(const Effect &E) const {
  Region R;
  switch (E.Where.Kind) {
  case Root::Param:
    return placeContext(E);
  case Root::Global:
    return placeGlobal(E);
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

std::string Placer::object(const Effect &E, const std::string &Otherwise) const {
  if (E.Object.empty() || E.Where.Offset == UnknownOffset)
    return Otherwise;
  return Types::display(E.Object) + "::" + T.fieldName(E.Object, E.Where.Offset - E.ObjectOffset);
}

std::string Placer::keyName(const Effect &E, std::uint32_t Slot) const {
  if (Kind == HandlerKind::Function)
    return "arg" + std::to_string(Slot / SlotBytes);
  return "closure[" + std::to_string(Slot) + "]";
}

std::string Placer::text(const Effect &E, const Region &R) const {
  auto Plus = [](std::int64_t N) { return N ? "+" + std::to_string(N) : std::string(); };
  switch (R.What) {
  case Region::Kind::Private:
    return "private";
  case Region::Kind::Context: {
    std::string Key = keyName(E, R.Slot);
    if (R.Owned)
      return "context " + Key + "->" + Plus(E.Where.Loads[1].Offset) + " (owned storage)";
    return "context " + object(E, Key + "->" + Plus(R.Lo));
  }
  case Region::Kind::Global: {
    const GlobalInfo *G = T.global(R.Name);
    std::string Name = G ? G->Display : R.Name;
    if (R.Owned)
      return "global " + Name + " (owned storage)";
    if (G && T.layout(G->Type) && R.Hi != Highest)
      if (std::string Field = T.fieldName(G->Type, R.Lo); Field[0] != '+')
        return "global " + Name + "." + Field;
    return "global " + Name + Plus(R.Lo);
  }
  case Region::Kind::Any: {
    std::string Type = !E.Tag.Base.empty() ? E.Tag.Base : E.Tag.Access;
    return "any " + object(E, Type.empty() ? "object" : Type);
  }
  case Region::Kind::Resource:
    return "resource " + R.Name;
  case Region::Kind::Unknown:
    return "unknown";
  }
  return "unknown";
}

/// A short string's characters lie in the string itself.
HandlerEffect Placer::inPlace(const HandlerEffect &E) const {
  HandlerEffect D = E;
  D.Where.Owned = false;
  D.Where.OwnerType.clear();
  D.What.Object.clear();
  D.What.Where.Loads.resize(E.Where.What == Region::Kind::Context ? 1 : 0);
  D.What.Where.Offset = E.Where.Lo;
  D.What.Where.Span = 0;
  D.What.Size = E.Where.Hi == Highest ? UnknownSize : std::uint64_t(E.Where.Hi - E.Where.Lo);
  auto It = Objects.find(E.Where.Slot);
  if (E.Where.What == Region::Kind::Context && It != Objects.end())
    for (const auto &[Begin, Name] : It->second)
      if (const TypeLayout *L = T.layout(Name);
          L && Begin <= E.Where.Lo && E.Where.Hi <= Begin + std::int64_t(L->Size)) {
        D.What.Object = Name;
        D.What.ObjectOffset = Begin;
      }
  return D;
}

/// Notes the closure's bytes where a pointer other than null or the one that was there
/// before may be left: keys read from them are not stable.
void Placer::noteRebound(const Footprint &P, const PathTable &Paths) {
  for (const auto &[Number, What] : P.Stores) {
    Effect E;
    E.Where = Paths[Number];
    if (!rooted(E) || E.Where.Kind != Root::Param || !E.Where.Loads.empty())
      continue;
    bool Same = !What.isAny() && std::all_of(What.ids().begin(), What.ids().end(), [&](auto V) {
      return Paths[V].restores(Paths[Number]);
    });
    if (Same)
      continue;
    std::int64_t At = E.Where.Offset;
    if (At == UnknownOffset)
      Rebound.insert(At);
    else
      for (std::int64_t End = At + std::int64_t(E.Where.Span) + SlotBytes; At < End; ++At)
        Rebound.insert(At);
  }
}

void Placer::run(const Footprint &P, const PathTable &Paths) {
  Into.Exclusive |= P.Exclusive;
  Into.Pinned |= P.Pinned;
  if (Into.Why.empty())
    Into.Why = P.Why;
  noteRebound(P, Paths);
  std::vector<Effect> Effects;
  for (const Effect &E : P.Effects) {
    Effect R = E;
    if (!rooted(R))
      continue;
    noteObject(R);
    // A release of what the closure's slot points to: a shared_ptr lies there.
    if (R.Final && R.Where.Kind == Root::Param && R.Where.Loads.size() == 1 &&
        R.Where.Loads[0].Offset != UnknownOffset)
      Owners.insert(R.Where.Loads[0].Offset - ControlPointerOffset);
    Effects.push_back(std::move(R));
  }
  for (Effect &E : Effects) {
    followWeakThis(E);
    nameObject(E);
    // Units list their variables, but not their constants, which nothing changes.
    if (E.Where.Kind == Root::Global && E.Where.Loads.empty() && !T.global(E.Where.Name))
      continue;
    Region R = place(E);
    if (R.What == Region::Kind::Private)
      continue;
    if (R.What == Region::Kind::Unknown && !Into.Exclusive) {
      Into.Exclusive = true;
      Into.Why = E.Note.empty() ? "may touch any memory" : E.Note;
      if (E.At.Line)
        Into.Why += " (" + E.At.File + ":" + std::to_string(E.At.Line) + ")";
    }
    HandlerEffect H;
    H.Shared = shared(E);
    H.Text = text(E, R);
    H.What = std::move(E);
    H.Where = std::move(R);
    if (H.Where.Owned && H.Where.OwnerType.find("basic_string<") != std::string::npos)
      Into.Effects.push_back(inPlace(H));
    Into.Effects.push_back(std::move(H));
  }
  std::set<std::string> Keys;
  for (const HandlerEffect &E : Into.Effects)
    if (E.Where.What == Region::Kind::Context)
      Keys.insert(keyName(E.What, E.Where.Slot));
  Into.Keys.assign(Keys.begin(), Keys.end());
}

} // namespace

void placeEffects(const Footprint &P, const PathTable &Paths, HandlerKind Kind, const Types &T,
                  Row &Into) {
  Placer(Kind, T, Into).run(P, Paths);
}

} // namespace polychrome::model

//===- Regions.cpp - A handler's effects as regions and claims ------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Regions.h"

#include "pass/model/ClosureSlots.h"
#include "pass/model/Containers.h"
#include "pass/model/KeyObjects.h"
#include "pass/model/Made.h"
#include "pass/model/Placement.h"

#include <algorithm>
#include <map>
#include <set>

namespace polychrome::model {

namespace {

/// libstdc++: a shared_ptr is the stored pointer, then the control block's.
constexpr std::int64_t ControlPointerOffset = 8;

class Placer {
public:
  Placer(HandlerKind K, bool S, const Types &Ts, Telling How, Row &R)
      : Kind(K), Strand(S), T(Ts), Told(How), Into(R), Objects(Ts), Slots(K) {}

  void run(Footprint P, const PathTable &Paths);

private:
  HandlerKind Kind;
  bool Strand;
  const Types &T;
  const Telling Told;
  Row &Into;
  KeyObjects Objects;
  ClosureSlots Slots;
  const Placement Where{T, Objects, Slots};
  void noteQueue(const Effect &E);
  void notePosts(const Footprint &P, const PathTable &Paths);
  /// Closure offsets of the stored pointers of std::shared_ptr members.
  std::set<std::int64_t> Owners;

  bool shared(const Effect &E) const;
  void nameControlBlock(Effect &E) const;
  bool beginsInPool(Effect &E) const;
  void addResources(const Effect &E);
  void runsAlone(std::string Why, const Effect &E);
  std::string text(const Effect &E, const Region &R) const;
  std::string object(const Effect &E, const std::string &Otherwise) const;
  std::string keyName(std::uint32_t Slot) const;
};

/// Is this memory reached through a std::shared_ptr that the closure holds?
bool Placer::shared(const Effect &E) const {
  const Path &P = E.Where;
  return P.Kind == Root::Param && !P.Loads.empty() && Owners.count(P.Loads[0].Offset) &&
         std::all_of(P.Loads.begin() + 1, P.Loads.end(), [](const Load &L) { return L.Owning; });
}

std::string Placer::object(const Effect &E, const std::string &Otherwise) const {
  if (E.Object.empty() || E.Where.Offset == UnknownOffset)
    return Otherwise;
  return Types::display(E.Object) + "::" + T.fieldName(E.Object, E.Where.Offset - E.ObjectOffset);
}

std::string Placer::keyName(std::uint32_t Slot) const {
  if (const std::string *Name = Into.slotName(Slot))
    return *Name;
  if (Kind == HandlerKind::Function)
    return "arg" + std::to_string(Slot / PointerBytes);
  return "closure[" + std::to_string(Slot) + "]";
}

std::string Placer::text(const Effect &E, const Region &R) const {
  auto Plus = [](std::int64_t N) { return N ? "+" + std::to_string(N) : std::string(); };
  switch (R.What) {
  case Region::Kind::Private:
    return "private";
  case Region::Kind::Context: {
    std::string Key = keyName(R.Slot);
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

/// The strand whose queue the handler runs has to be named by one pointer in the closure.
/// Anybody else's code that runs a strand's queue runs alone; Asio's own inline runs are
/// modelled (asio.txt).
void Placer::noteQueue(const Effect &E) {
  const Path &P = E.Where;
  bool Named = Strand && P.Kind == Root::Param && P.Loads.size() == 1 && P.Offset == 0 &&
               P.Span == 0 && P.Loads[0].Offset >= 0 && !Slots.rebound(P.Loads[0].Offset);
  std::uint32_t Slot = Named ? std::uint32_t(P.Loads[0].Offset) : 0;
  if (Named && Into.Queue.value_or(Slot) == Slot)
    Into.Queue = Slot;
  else
    runsAlone("runs the handlers of a strand that could not be traced", E);
}

/// Where the pointers in the closures of what is posted come from.
void Placer::notePosts(const Footprint &P, const PathTable &Paths) {
  for (const auto &[Handler, Pointers] : P.Posts) {
    RowPost Post{Handler, {}};
    for (const auto &[Offset, What] : Pointers) {
      PostedPointer Pointer{Offset, !What.isAny(), {}};
      for (PathTable::Id Number : What.ids()) {
        Path To = Paths[Number];
        std::optional<KeyOrigin> From =
            Slots.root(To) ? Slots.origin(To) : std::optional<KeyOrigin>();
        Pointer.Known &= From.has_value();
        if (From)
          Pointer.From.push_back(*From);
      }
      Post.Pointers.push_back(std::move(Pointer));
    }
    Into.Posts.push_back(std::move(Post));
  }
}

/// A stream that is a global variable leads to something outside memory, which others may
/// reach by other names.
void Placer::addResources(const Effect &E) {
  const GlobalInfo *G = E.Where.Kind == Root::Global ? T.global(E.Where.Name) : nullptr;
  if (!G)
    return;
  for (const std::string &Name : G->Resources) {
    HandlerEffect H;
    H.What = E;
    H.What.Where = Path::resource(Name);
    H.What.Size = 0;
    H.What.Tag = {};
    H.What.Object.clear();
    H.Where = Where.of(H.What);
    if (Told == Telling::Reasons)
      H.Text = text(H.What, H.Where);
    Into.Effects.push_back(std::move(H));
  }
}

/// Is an object made where one of another type may have been? Elements take the place of
/// elements, and a member's place is that of the object it is in. Then nothing is known of
/// what was there.
bool Placer::beginsInPool(Effect &E) const {
  const Path &P = E.Where;
  if (P.Kind != Root::Unknown && (P.Loads.empty() || P.Loads.back().Owning))
    return false;
  auto Holds = [&](const std::string &Type) {
    const TypeLayout *L = T.layout(Type);
    return L && L->Size > E.Size;
  };
  if (Holds(E.Object))
    return false;
  if (P.Kind == Root::Param && P.Loads.size() == 1 && P.Offset != UnknownOffset &&
      P.Loads[0].Offset != UnknownOffset && E.Size != UnknownSize &&
      Holds(Objects
                .around(std::uint32_t(P.Loads[0].Offset), P.Offset, P.Offset + std::int64_t(E.Size))
                .Type))
    return false;
  E.Tag = {};
  E.Object.clear();
  E.ObjectOffset = 0;
  return true;
}

/// Where the closure has a shared_ptr's second pointer, that leads to a control block.
void Placer::nameControlBlock(Effect &E) const {
  const Path &P = E.Where;
  if (P.Kind != Root::Param || P.Loads.size() != 1 || !E.Object.empty() ||
      P.Loads[0].Offset == UnknownOffset || !Owners.count(P.Loads[0].Offset - ControlPointerOffset))
    return;
  E.Object = "std::_Sp_counted_base";
  E.ObjectOffset = 0;
}

void Placer::runsAlone(std::string Why, const Effect &E) {
  if (Into.Exclusive)
    return;
  Into.Exclusive = true;
  Into.Why = std::move(Why);
  if (E.At.Line)
    Into.Why += " (" + E.At.File + ":" + std::to_string(E.At.Line) + ")";
}

void Placer::run(Footprint P, const PathTable &Paths) {
  Into.Exclusive |= P.Exclusive;
  Into.Pinned |= P.Pinned;
  if (Into.Why.empty())
    Into.Why = P.Why;
  Slots.note(P, Paths);
  notePosts(P, Paths);
  if (Into.Bound && (Slots.rebound(Into.Bound->Offset) ||
                     (Into.Bound->Member && Slots.rebound(Into.Bound->Offset + PointerBytes))))
    runsAlone("changes which function its closure holds", {});
  std::vector<Effect> Effects;
  Effects.reserve(P.Effects.size());
  for (Effect &R : P.Effects) {
    T.soleOwners().correct(R.Where);
    if (!Slots.root(R.Where))
      continue;
    if (R.Tag.Access == StrandQueue) {
      noteQueue(R);
      continue;
    }
    Objects.note(R);
    // A release of what the closure's slot points to: a shared_ptr lies there.
    if (R.Final && R.Where.Kind == Root::Param && R.Where.Loads.size() == 1 &&
        R.Where.Loads[0].Offset != UnknownOffset)
      Owners.insert(R.Where.Loads[0].Offset - ControlPointerOffset);
    Effects.push_back(std::move(R));
  }
  Into.Effects.reserve(Effects.size());
  for (Effect &E : Effects) {
    Objects.followWeakThis(E);
    Objects.name(E);
    nameControlBlock(E);
    noteWritten(E, T, Into.Writes);
    if (E.Tag.Access == ObjectBegins && !beginsInPool(E))
      continue;
    // Units list their variables, but not their constants, which nothing changes.
    if (E.Where.Kind == Root::Global && E.Where.Loads.empty() && !T.global(E.Where.Name))
      continue;
    if (T.neverWritten(E))
      continue;
    Region R = Where.of(E);
    if (R.What == Region::Kind::Private)
      continue;
    if (R.What == Region::Kind::Unknown)
      runsAlone(E.Note.empty() ? "may touch any memory" : E.Note, E);
    addResources(E);
    HandlerEffect H;
    H.Shared = shared(E);
    if (Told == Telling::Reasons)
      H.Text = text(E, R);
    H.What = std::move(E);
    H.Where = std::move(R);
    // The closure itself is the invocation's own.
    const bool Own = H.Where.InClosure && H.What.Where.Loads.size() == 1;
    if (H.Where.Owned && liesInPlace(H.Where.OwnerType) && !Own)
      Into.Effects.push_back(Where.inPlace(H));
    Into.Effects.push_back(std::move(H));
  }
  if (Strand && !Into.Queue)
    runsAlone("runs the handlers of a strand that could not be traced", {});
  std::set<std::string> Keys;
  for (const HandlerEffect &E : Into.Effects)
    if (E.Where.What == Region::Kind::Context)
      Keys.insert(keyName(E.Where.Slot));
  Into.Keys.assign(Keys.begin(), Keys.end());
}

} // namespace

void placeEffects(Footprint P, const PathTable &Paths, const FunctionSummary &F, const Types &T,
                  Telling How, Row &Into) {
  Placer(F.Kind, F.Strand, T, How, Into).run(std::move(P), Paths);
}

} // namespace polychrome::model

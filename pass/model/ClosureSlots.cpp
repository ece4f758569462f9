//===- ClosureSlots.cpp - Which pointers dispatch can read ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/ClosureSlots.h"

#include <algorithm>

namespace polychrome::model {

bool ClosureSlots::root(Path &P) const {
  if (P.Kind != Root::Param)
    return true;
  if (Kind == HandlerKind::Function) {
    P.Loads.insert(P.Loads.begin(), {std::int64_t(P.Index) * PointerBytes, false, {}});
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

void ClosureSlots::note(const Footprint &P, const PathTable &Paths) {
  for (const auto &[Number, What] : P.Stores) {
    Path Where = Paths[Number];
    if (!root(Where) || Where.Kind != Root::Param || !Where.Loads.empty())
      continue;
    bool Same = !What.isAny() && std::all_of(What.ids().begin(), What.ids().end(), [&](auto V) {
      return Paths[V].restores(Paths[Number]);
    });
    if (Same)
      continue;
    std::int64_t At = Where.Offset;
    if (At == UnknownOffset)
      Rebound.insert(At);
    else
      for (std::int64_t End = At + std::int64_t(Where.Span) + PointerBytes; At < End; ++At)
        Rebound.insert(At);
  }
}

bool ClosureSlots::rebound(std::int64_t Slot) const {
  return Rebound.count(UnknownOffset) ||
         Rebound.lower_bound(Slot - PointerBytes + 1) != Rebound.lower_bound(Slot + PointerBytes);
}

std::optional<KeyOrigin> ClosureSlots::origin(const Path &P) const {
  if (P.Kind != Root::Param || P.Loads.size() != 1 || P.Offset == UnknownOffset || P.Span != 0)
    return std::nullopt;
  const std::int64_t Slot = P.Loads[0].Offset;
  if (Slot == UnknownOffset || Slot < 0 || rebound(Slot))
    return std::nullopt;
  return KeyOrigin{std::uint32_t(Slot), P.Offset};
}

} // namespace polychrome::model

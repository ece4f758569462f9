//===- Substitute.cpp - Footprints closed over calls ----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Substitute.h"

#include "pass/model/CloseBody.h"

#include <algorithm>
#include <string_view>

namespace polychrome::model {

namespace {

constexpr std::size_t MaxRounds = 24;
/// Of one handler, in steps of the table.
constexpr std::uint64_t MaxSteps = 10'000'000;

/// Do two footprints say the same, however they explain it? Effects are sorted.
bool same(const Footprint &A, const Footprint &B) {
  return A.Returns == B.Returns && A.Stores == B.Stores && A.Objects == B.Objects &&
         A.Published == B.Published && A.Posts == B.Posts && A.Pending == B.Pending &&
         A.Exclusive == B.Exclusive && A.Pinned == B.Pinned &&
         std::equal(A.Mapped.begin(), A.Mapped.end(), B.Mapped.begin(), B.Mapped.end(),
                    SameEffect());
}

} // namespace

Substitution::Substitution(const RecordSet &R, Telling How)
    : Records(R), Told(How), Owners(R.Units) {
  BySymbol.reserve(R.Functions.size());
  for (const auto &[F, Address] : R.Functions)
    BySymbol.emplace(std::string_view(F.Symbol), &F);
  for (const UnitInfo &U : R.Units)
    for (const VirtualEntry &V : U.Virtuals)
      Overrides[{V.TypeId, V.Slot}].insert(V.Symbol);
  addIfCalled();
  for (const UnitInfo &U : R.Units)
    for (const AliasInfo &A : U.Aliases)
      Paths.rename(A.Name, A.Variable, A.Offset);
}

/// Coroutines that their own unit only awaits where it calls them are resumed on their own if
/// another unit calls them.
void Substitution::addIfCalled() {
  constexpr std::string_view If = "coroutine if called: ";
  std::vector<std::pair<std::string, std::string>> Found;
  for (auto It = Overrides.lower_bound({std::string(If), 0});
       It != Overrides.end() && It->first.first.starts_with(If); ++It) {
    const std::string_view Text = It->first.first.view().substr(If.size());
    const std::size_t End = Text.find('\n');
    if (Overrides.contains({"coroutine called: " + std::string(Text.substr(0, End)), 0}))
      for (const std::string &Symbol : It->second)
        Found.emplace_back(Text.substr(End + 1), Symbol);
  }
  for (auto &[Class, Symbol] : Found)
    Overrides[{Class, 0}].insert(Symbol);
}

const FunctionSummary *Substitution::function(const std::string &Symbol) const {
  auto It = BySymbol.find(std::string_view(Symbol));
  return It == BySymbol.end() ? nullptr : It->second;
}

const std::set<std::string> *Substitution::overrides(const CallSite &C) {
  auto It = Overrides.find({C.Callee, C.Slot});
  if (It == Overrides.end() || !Records.Complete)
    return nullptr;
  if (C.Owner.empty())
    return &It->second;
  auto [Some, New] = Released.try_emplace({C.Slot, C.Owner, C.Callee});
  if (New) {
    for (const std::string &Block : Owners.blocks(C.Owner))
      if (auto One = Overrides.find({Block, C.Slot}); One != Overrides.end())
        Some->second.insert(One->second.begin(), One->second.end());
    // Made by a library, perhaps.
    if (Some->second.empty())
      Some->second = It->second;
  }
  return &Some->second;
}

const std::set<std::string> &Substitution::registered(const std::string &Occasion) const {
  static const std::set<std::string> None;
  auto It = Overrides.find({Occasion, 0});
  return It == Overrides.end() ? None : It->second;
}

std::string Substitution::anyOverride(const std::string &TypeId) const {
  // Overrides in the namespace of the class itself are part of its model.
  const char *Space = TypeId.starts_with("_ZTSN5boost") ? "5boost" : "St";
  auto IsLibrarys = [Space](std::string_view Symbol) {
    if (!Symbol.starts_with("_ZN"))
      return false;
    Symbol.remove_prefix(Symbol.starts_with("_ZNK") ? 4 : 3);
    return Symbol.starts_with(Space);
  };
  for (auto It = Overrides.lower_bound({TypeId, 0});
       It != Overrides.end() && It->first.first == TypeId; ++It)
    for (const std::string &Symbol : It->second)
      if (!IsLibrarys(Symbol))
        return Symbol;
  return {};
}

const Footprint &Substitution::closed(const FunctionSummary &F) {
  if (Closed.try_emplace(&F).second) {
    Number[&F] = Reached.size();
    Reached.push_back(&F);
    compute(F);
  }
  // From here on: what was just computed is what the caller gets.
  if (Current)
    Users[&F].insert(Number.at(Current));
  return Closed[&F];
}

void Substitution::compute(const FunctionSummary &F) {
  const FunctionSummary *Outer = std::exchange(Current, &F);
  Footprint Next = closeBody(F.Bodies.back(), *this);
  Current = Outer;
  if (++Rounds[&F] > MaxRounds || Paths.steps() > Limit) {
    Next = {};
    Next.Exclusive = true;
    Next.Why = F.Name + " recurses in a way that the analysis cannot bound";
    Next.Returns = PathSet::any();
  }
  if (same(Next, Closed[&F]))
    return;
  Closed[&F] = std::move(Next);
  const std::set<std::size_t> &Callers = Users[&F];
  Stale.insert(Callers.begin(), Callers.end());
}

/// Every handler allocates, Asio's operations if nothing else.
Footprint Substitution::close(const Body &B) {
  CallSite C;
  C.Id = std::numeric_limits<std::uint32_t>::max();
  C.Kind = CallKind::Registered;
  C.Callee = "allocation";
  if (registered(C.Callee).empty())
    return closeWhole(B);
  Body Allocates = B;
  Allocates.Calls.push_back(std::move(C));
  return closeWhole(Allocates);
}

Footprint Substitution::closeWhole(const Body &B) {
  Limit = Paths.steps() + MaxSteps;
  Footprint P = closeBody(B, *this);
  // Where functions call each other in turn, what the first of them knew was not all.
  if (!Stale.empty()) {
    while (!Stale.empty())
      compute(*Reached[Stale.extract(Stale.begin()).value()]);
    P = closeBody(B, *this);
  }
  P.Effects.reserve(P.Mapped.size() + P.Pending.size());
  for (const MappedEffect &E : P.Mapped)
    P.Effects.push_back(Effects.effect(E, Told));
  // A function pointer that even the handler does not know: any code at all.
  for (const PendingCall &C : std::exchange(P.Pending, {}))
    P.Effects.push_back(unknownEffect(*C.Call, "calls through a pointer that could not be traced"));
  return P;
}

} // namespace polychrome::model

//===- MappedEffects.cpp - Effects on their way to callers ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/MappedEffects.h"

#include <algorithm>

namespace polychrome::model {

namespace {

/// Call chains are cut here; recursion would make them ever longer.
constexpr std::size_t MaxFrames = 16;

/// How the effect came about, outermost call first.
std::vector<Frame> chain(const MappedEffect &E) {
  if (!E.Via)
    return E.Said->Via;
  std::vector<Frame> Via;
  for (const MappedCall *C = E.Via; C && Via.size() < MaxFrames; C = C->Rest) {
    Via.insert(Via.end(), C->Call->Via.begin(), C->Call->Via.end());
    Via.push_back({C->Callee->Name, C->Call->At});
  }
  if (Via.size() < MaxFrames)
    Via.insert(Via.end(), E.Said->Via.begin(), E.Said->Via.end());
  if (Via.size() > MaxFrames)
    Via.resize(MaxFrames);
  return Via;
}

} // namespace

std::size_t EffectHash::operator()(const MappedEffect &E) const {
  std::uint64_t H = std::uint64_t(E.Where) << 32 | E.Tag;
  for (std::uint64_t N : {std::uint64_t(E.Object) << 8 | std::uint64_t(E.How) << 1 | E.Final,
                          E.Size, std::uint64_t(E.ObjectOffset)})
    H = (H ^ H >> 29) * 0x9E3779B97F4A7C15u + N;
  H = (H ^ H >> 32) * 0xD6E8FEB86659FD93u;
  return std::size_t(H ^ H >> 32);
}

std::size_t EffectTable::TagHash::operator()(const TypeTag &T) const {
  const std::hash<std::string_view> Text;
  return (Text(T.Access) * 31 ^ Text(T.Base)) * 0x9E3779B97F4A7C15u + std::size_t(T.Offset);
}

std::uint32_t EffectTable::tag(const TypeTag &T) {
  auto [It, New] = TagNumbers.try_emplace(T, std::uint32_t(Tags.size()));
  if (New)
    Tags.push_back(T);
  return It->second;
}

std::uint32_t EffectTable::object(const SharedText &Name) {
  auto It = ObjectNumbers.find(Name.view());
  if (It == ObjectNumbers.end())
    It = ObjectNumbers.emplace(Objects.emplace_back(Name).view(), Objects.size() - 1).first;
  return It->second;
}

MappedEffect EffectTable::mapped(const Effect &E) {
  return {Paths.intern(E.Where), tag(E.Tag), object(E.Object), E.How, E.Final, E.Size,
          E.ObjectOffset,        &E,         nullptr};
}

MappedEffect EffectTable::through(MappedEffect E, const CallSite &Call,
                                  const FunctionSummary &Callee) {
  E.Via = &Calls.emplace_back(MappedCall{&Call, &Callee, E.Via});
  return E;
}

void EffectTable::widen(MappedEffect &E, PathTable::Id Where) {
  E.Where = Paths.anywhere(Where);
  E.Size = UnknownSize;
  E.Object = 0;
  E.ObjectOffset = 0;
  E.Tag = tag({{}, Tags[E.Tag].Access, 0});
}

Effect EffectTable::effect(const MappedEffect &E, Telling How) const {
  Effect Out;
  Out.Where = Paths[E.Where];
  Out.Size = E.Size;
  Out.How = E.How;
  Out.Tag = Tags[E.Tag];
  Out.Object = Objects[E.Object];
  Out.ObjectOffset = E.ObjectOffset;
  Out.Final = E.Final;
  Out.At = E.Said->At;
  if (How == Telling::Reasons)
    Out.Via = chain(E);
  Out.Assumed = E.Said->Assumed;
  Out.Note = E.Said->Note;
  return Out;
}

std::vector<MappedEffect> EffectTable::sorted(const MappedEffects &All) const {
  std::vector<MappedEffect> Out(All.begin(), All.end());
  // By what they say, which depends on no numbers.
  auto Rest = [this](const MappedEffect &E) {
    return std::tie(E.Size, E.How, Tags[E.Tag], Objects[E.Object], E.ObjectOffset, E.Final);
  };
  std::sort(Out.begin(), Out.end(), [&](const MappedEffect &A, const MappedEffect &B) {
    return A.Where != B.Where ? Paths[A.Where] < Paths[B.Where] : Rest(A) < Rest(B);
  });
  return Out;
}

} // namespace polychrome::model

//===- Reuse.cpp - Types whose objects share storage ----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Reuse.h"

#include "pass/model/Containers.h"
#include "pass/model/Types.h"

#include <algorithm>
#include <tuple>

namespace polychrome::model {

namespace {

/// The type by which memory is accessed: a struct, or else a scalar.
std::string typeName(const Effect &E) {
  if (!E.Tag.Base.empty() && !E.Tag.Access.empty())
    return E.Tag.Base;
  return E.Object.empty() ? E.Tag.Access.str() : Types::display(E.Object);
}

/// Memory behind a pointer, at a place that is known to the byte.
bool isExact(const HandlerEffect &E) {
  const Path &P = E.What.Where;
  return !P.Loads.empty() && P.Offset != UnknownOffset && E.What.Size != UnknownSize &&
         !E.What.Tag.Access.empty() && E.What.Tag.Access != ReferenceCount && !E.What.Final &&
         !P.Loads.back().Owning;
}

using Place = std::tuple<Root, std::uint32_t, std::string, std::vector<Load>>;

} // namespace

void Reuse::note(const Row &R, const Types &T) {
  std::map<Place, std::vector<const Effect *>> Places;
  for (const HandlerEffect &E : R.Effects)
    if (const Path &P = E.What.Where; isExact(E))
      Places[{P.Kind, P.Index, P.Name, P.Loads}].push_back(&E.What);
  // By the path: whether the owner was found to be one makes no difference.
  Bytes |= std::any_of(R.Effects.begin(), R.Effects.end(), [](const HandlerEffect &E) {
    const std::vector<Load> &From = E.What.Where.Loads;
    bool Characters = (E.Where.Owned && holdsBytes(E.Where.OwnerType)) ||
                      (!From.empty() && From.back().Owning && holdsBytes(From.back().Owner));
    return Characters && !E.What.Tag.Access.empty();
  });
  auto End = [](const Effect &E) { return E.Where.Offset + std::int64_t(E.Where.Span + E.Size); };
  for (const auto &[Where, Effects] : Places)
    for (const Effect *A : Effects)
      for (const Effect *B : Effects)
        if (A < B && A->Where.Offset < End(*B) && B->Where.Offset < End(*A) &&
            T.disjoint(A->Tag, B->Tag))
          join(typeName(*A), typeName(*B));
}

const std::string *Reuse::find(const std::string &Name) const {
  auto It = Joined.find(Name);
  if (It == Joined.end())
    return nullptr;
  while (It->second != It->first)
    It = Joined.find(It->second);
  return &It->first;
}

void Reuse::join(const std::string &A, const std::string &B) {
  if (A == B)
    return;
  for (const std::string &Name : {A, B})
    Joined.try_emplace(Name, Name);
  const std::string &To = *find(A), &From = *find(B);
  Joined[From] = To;
}

const std::string *Reuse::sharedBy(const Effect &E) const {
  return Joined.empty() ? nullptr : find(typeName(E));
}

} // namespace polychrome::model

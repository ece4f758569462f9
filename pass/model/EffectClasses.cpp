//===- EffectClasses.cpp - Effects that no comparison tells apart ---------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/EffectClasses.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <functional>
#include <string_view>
#include <tuple>

namespace polychrome::model {

namespace {

/// Everything but the places in the source, the words for people and the models.
auto key(const HandlerEffect &E) {
  const Effect &W = E.What;
  return std::tie(W.Where, W.Size, W.How, W.Tag, W.Object, W.ObjectOffset, W.Final, E.Where,
                  E.Shared);
}

struct Hash {
  std::size_t operator()(const HandlerEffect *E) const {
    const std::hash<std::string_view> Text;
    const Effect &W = E->What;
    std::uint64_t H = Text(W.Object);
    auto Add = [&H](std::uint64_t N) { H = (H ^ H >> 29) * 0x9E3779B97F4A7C15u + N; };
    for (const SharedText *T : {&E->Where.Name, &E->Where.OwnerType, &W.Tag.Access})
      Add(Text(*T));
    for (std::int64_t N : {std::int64_t(E->Where.What), std::int64_t(E->Where.Slot), E->Where.Lo,
                           W.Where.Offset, std::int64_t(W.Size), std::int64_t(W.How)})
      Add(std::uint64_t(N));
    for (const Load &L : W.Where.Loads)
      Add(std::uint64_t(L.Offset));
    return std::size_t(H ^ H >> 32);
  }
};

struct Equal {
  bool operator()(const HandlerEffect *A, const HandlerEffect *B) const {
    return key(*A) == key(*B);
  }
};

} // namespace

EffectClasses::EffectClasses(const std::vector<Row> &Rows) {
  boost::unordered_flat_map<const HandlerEffect *, Class, Hash, Equal> Classes;
  for (const Row &R : Rows) {
    std::vector<Class> &Out = Members.emplace_back();
    for (const HandlerEffect &E : R.Effects) {
      auto [It, New] = Classes.try_emplace(&E, Class(Examples.size()));
      if (New)
        Examples.push_back(&E);
      Out.push_back(It->second);
    }
  }
}

} // namespace polychrome::model

//===- EffectClasses.cpp - Effects that no comparison tells apart ---------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/EffectClasses.h"

#include <functional>
#include <string>
#include <tuple>
#include <unordered_map>

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
    std::hash<std::string> Text;
    std::size_t H = Text(E->What.Object) ^ Text(E->Where.Name) * 3 ^ Text(E->Where.OwnerType) * 5;
    for (std::int64_t N :
         {std::int64_t(E->Where.What), std::int64_t(E->Where.Slot), E->Where.Lo,
          E->What.Where.Offset, std::int64_t(E->What.Size), std::int64_t(E->What.How)})
      H = H * 0x9E3779B97F4A7C15u + std::size_t(N);
    return H;
  }
};

struct Equal {
  bool operator()(const HandlerEffect *A, const HandlerEffect *B) const {
    return key(*A) == key(*B);
  }
};

} // namespace

EffectClasses::EffectClasses(const std::vector<Row> &Rows) {
  std::unordered_map<const HandlerEffect *, Class, Hash, Equal> Classes;
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

//===- Conflict.h - May two effects meet? -----------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bit 1 (context) between two keyed effects: the runtime compares the keys'
// actual byte ranges, so here it is enough that they may overlap. Bit 0 in every
// other case where the two may denote the same bytes: the same global or
// resource, some object of a type, an owned storage reached from outside.
//
// Storages of different owners never meet (that is what owning means), unless one owner
// lies in the other's storage; an owned storage meets other addresses only where the
// types allow it.
//
// Assumption: char arrays that a container of chars owns hold no structs; those of
// unsigned char and std::byte may.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_CONFLICT_H
#define POLYCHROME_MODEL_CONFLICT_H

#include "pass/model/Program.h"
#include "pass/model/TypesMeet.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polychrome::model {

/// The bit that a pair of effects of two concurrent invocations sets, if any.
CellBits conflict(const HandlerEffect &A, const HandlerEffect &B, TypesMeet &Meet);

/// All that conflict() looks at, but of two effects on bytes behind keys: those that look alike
/// get the same answer with any other one.
struct Look {
  std::uint32_t Types; ///< TypesMeet::number()
  Mode How;
  bool Shared; ///< as HandlerEffect::Shared
  Region::Kind What;
  bool InClosure;
  std::string Name;        ///< of a resource
  std::vector<Load> Loads; ///< of storage whose container is known, as are the other two
  bool Anywhere;
  std::int64_t HolderAt;
  auto operator<=>(const Look &) const = default;
};

Look look(const HandlerEffect &E, TypesMeet &Meet);

/// Of an effect on bytes behind a key, not on storage that they own: all but its place and
/// the type of its object.
struct KeyedSort {
  Mode How;
  bool Count;  ///< on a control block's counts
  bool Final;  ///< as Effect::Final
  bool Shared; ///< as HandlerEffect::Shared
  auto operator<=>(const KeyedSort &) const = default;
};

/// On storage that something behind a key owns: two such effects set bit 1, or bit 0 where one
/// container may lie in the other's storage. No other pair of which one has no KeyedSort sets
/// bit 1.
bool isOwnedByKey(const HandlerEffect &E);

/// Nothing for effects of other kinds.
std::optional<KeyedSort> keyedSort(const HandlerEffect &E);

/// The type of the object that an effect which has a KeyedSort is on.
std::string_view keyedType(const HandlerEffect &E);

/// conflict() of any two effects of the sorts of A and B whose objects are of different
/// types or of a type that is not known.
CellBits otherTypes(const HandlerEffect &A, const HandlerEffect &B);

/// conflict() of two such effects, at A and B, in objects X and Y of one type; where otherTypes()
/// sets no bit, it does not either.
CellBits membersMeet(const Region &A, const ObjectAround &X, const Region &B,
                     const ObjectAround &Y);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_CONFLICT_H

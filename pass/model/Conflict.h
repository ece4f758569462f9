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
#include <optional>
#include <string_view>

namespace polychrome::model {

/// The bit that a pair of effects of two concurrent invocations sets, if any.
CellBits conflict(const HandlerEffect &A, const HandlerEffect &B, TypesMeet &Meet);

/// Of an effect on bytes behind a key, not on storage that they own: all but its place and
/// the type of its object.
struct KeyedSort {
  Mode How;
  bool Count;  ///< on a control block's counts
  bool Final;  ///< as Effect::Final
  bool Shared; ///< as HandlerEffect::Shared
  auto operator<=>(const KeyedSort &) const = default;
};

/// Nothing for effects of other kinds.
std::optional<KeyedSort> keyedSort(const HandlerEffect &E);

/// The type of the object that an effect which has a KeyedSort is on.
std::string_view keyedType(const HandlerEffect &E);

/// conflict() of any two effects of the sorts of A and B whose objects are of different
/// types or of a type that is not known.
CellBits otherTypes(const HandlerEffect &A, const HandlerEffect &B);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_CONFLICT_H

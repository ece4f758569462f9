//===- MappedEffects.h - Effects on their way to callers --------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a function does is put in the terms of each of its callers, and of theirs, and so
// on; most of it is known there already. So an effect on its way is numbers, which are
// quickly compared, and says by pointers what explains it: where it comes from, and the
// calls on the way. Only a handler's are spelled out.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_MAPPEDEFFECTS_H
#define POLYCHROME_MODEL_MAPPEDEFFECTS_H

#include "pass/model/PathSet.h"
#include "pass/model/Summary.h"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace polychrome::model {

/// A call on the way from a caller to an effect, and those behind it.
struct MappedCall {
  const CallSite *Call;
  const FunctionSummary *Callee;
  const MappedCall *Rest;
};

struct MappedEffect {
  PathTable::Id Where;
  std::uint32_t Tag;    ///< a number of EffectTable's
  std::uint32_t Object; ///< likewise
  Mode How;
  bool Final;
  std::uint64_t Size;
  std::int64_t ObjectOffset;
  const Effect *Said;    ///< the record's, which has the rest
  const MappedCall *Via; ///< outermost first

  /// Without what only explains it.
  auto essence() const { return std::tie(Where, Size, How, Tag, Object, ObjectOffset, Final); }
};

struct SameEffect {
  bool operator()(const MappedEffect &A, const MappedEffect &B) const {
    return A.essence() == B.essence();
  }
};
struct EffectHash {
  using is_avalanching = void;
  std::size_t operator()(const MappedEffect &E) const;
};
/// The first of those that say the same explains it.
using MappedEffects = boost::unordered_flat_set<MappedEffect, EffectHash, SameEffect>;

/// What a program's effects say: all that its verdicts depend on, or also what only explains
/// them to people, the calls that lead to an effect among that.
enum class Telling : bool { Verdicts, Reasons };

/// Effects of one set of records, whose paths are in one table.
class EffectTable {
public:
  explicit EffectTable(PathTable &T) : Paths(T) {}

  /// As the record says it. It has to stay where it is.
  MappedEffect mapped(const Effect &E);
  MappedEffect through(MappedEffect E, const CallSite &Call, const FunctionSummary &Callee);
  /// On any place of the object that Where leads to, by any type that ends in the same one.
  void widen(MappedEffect &E, PathTable::Id Where);
  const std::string &access(const MappedEffect &E) const { return Tags[E.Tag].Access; }

  /// Spelled out.
  Effect effect(const MappedEffect &E, Telling How) const;
  std::vector<MappedEffect> sorted(const MappedEffects &All) const;

  /// Keeps a call that no record has.
  const CallSite &keep(CallSite C) { return Kept.emplace_back(std::move(C)); }

private:
  PathTable &Paths;
  struct TagHash {
    std::size_t operator()(const TypeTag &T) const;
  };
  boost::unordered_flat_map<TypeTag, std::uint32_t, TagHash> TagNumbers;
  std::vector<TypeTag> Tags;
  boost::unordered_flat_map<std::string_view, std::uint32_t> ObjectNumbers{{"", 0}};
  std::deque<SharedText> Objects{{}};
  std::deque<MappedCall> Calls;
  std::deque<CallSite> Kept;

  std::uint32_t tag(const TypeTag &T);
  std::uint32_t object(const SharedText &Name);
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_MAPPEDEFFECTS_H

//===- Substitute.h - Footprints closed over calls --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Replaces each call of a body by the effects of what it may call, expressed in
// the caller's terms: a compositional analysis in the manner of access-path
// summaries. Recursion is solved by chaotic iteration: a function whose callee has
// grown is looked at again, until nothing changes.
//
// Fail closed: a target without a summary, a virtual call in a program that is
// not known to be complete, and a recursion that does not settle all give an
// unknown effect.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_SUBSTITUTE_H
#define POLYCHROME_MODEL_SUBSTITUTE_H

#include "pass/model/MappedEffects.h"
#include "pass/model/OwnerFlows.h"
#include "pass/model/PathSet.h"
#include "pass/model/Records.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace polychrome::model {

/// A call of a function pointer that the caller passes in.
struct PendingCall {
  const CallSite *Call = nullptr;
  PathSet Target;
  std::vector<PathSet> Args;
  bool operator==(const PendingCall &) const = default;
};

/// Pointers in an object, by offset.
using Fields = std::map<std::int64_t, PathSet>;

/// The number of the local object that stands for all which a body knows from its callees.
inline constexpr std::uint32_t CalleesObject = ~std::uint32_t(0);

/// The pointers in the closures of one handler's posts, by offset. Where none is noted,
/// nothing is known. Those to objects that the invocation has made are left out.
using PostedPointers = std::map<std::int64_t, PathSet>;

/// What a body may do, calls included. The paths of effects are rooted in parameters,
/// globals and resources only; the others may lead to Objects too.
struct Footprint {
  std::vector<MappedEffect> Mapped; ///< sorted by what they say
  std::vector<Effect> Effects;      ///< the same spelled out, of a handler
  std::vector<PendingCall> Pending;
  /// What pointers are left where: 8 bytes each.
  std::map<PathTable::Id, PathSet> Stores;
  PathSet Returns;
  /// The local objects that a caller may get to know, by number: returned, stored, or lent
  /// to a pending call; and what pointers in them, but for what pending calls do.
  std::map<std::uint32_t, Fields> Objects;
  EscapedSet Published;
  std::map<std::string, PostedPointers> Posts; ///< by handler; "": any
  bool Exclusive = false;
  bool Pinned = false;
  std::string Why;
};

class Substitution {
public:
  /// Keeps a reference to the records.
  Substitution(const RecordSet &Records, Telling How);

  /// B is a body of one of the records' functions.
  Footprint close(const Body &B);

  /// The table of all paths in footprints.
  PathTable &paths() { return Paths; }
  EffectTable &effects() { return Effects; }
  Telling told() const { return Told; }

  // For closing one body.
  const FunctionSummary *function(const std::string &Symbol) const;
  /// The overrides that a virtual call may lead to; none if the class is not known, or if
  /// a unit that took no part may add one.
  const std::set<std::string> *overrides(const CallSite &C);
  /// The functions that units registered with a library, to be called on that occasion; an
  /// empty name if one is not known.
  const std::set<std::string> &registered(const std::string &Occasion) const;
  bool complete() const { return Records.Complete; }
  /// A function by which a unit overrides some virtual function of a library's class;
  /// empty if there is none. Every unit must have taken part.
  std::string anyOverride(const std::string &TypeId) const;
  /// As far as it is known by now; who asks is asked again when it grows.
  const Footprint &closed(const FunctionSummary &F);

private:
  void addIfCalled();
  const RecordSet &Records;
  const Telling Told;
  PathTable Paths;
  EffectTable Effects{Paths};
  boost::unordered_flat_map<std::string_view, const FunctionSummary *> BySymbol;
  std::map<std::pair<SharedText, std::uint64_t>, std::set<std::string>> Overrides;
  OwnerFlows Owners;
  /// Those of Overrides that a release may lead to: by slot, owner and class.
  std::map<std::tuple<std::uint64_t, SharedText, SharedText>, std::set<std::string>> Released;
  /// They only grow until nothing changes any more.
  std::map<const FunctionSummary *, Footprint> Closed;
  std::map<const FunctionSummary *, std::size_t> Rounds;
  /// What the table may have been asked once the current handler is closed; linking
  /// never hangs.
  std::uint64_t Limit = 0;
  /// Functions by the order in which they were reached: callees after their callers.
  std::vector<const FunctionSummary *> Reached;
  std::map<const FunctionSummary *, std::size_t> Number;
  /// Who used a footprint, and has to look again when it grows; callees first.
  std::map<const FunctionSummary *, std::set<std::size_t>> Users;
  std::set<std::size_t, std::greater<>> Stale;
  const FunctionSummary *Current = nullptr;

  Footprint closeWhole(const Body &B);
  void compute(const FunctionSummary &F);
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_SUBSTITUTE_H

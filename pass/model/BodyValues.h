//===- BodyValues.h - What a body's paths stand for -------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A body leaves two kinds of path open: what a call returned, and what a callee may
// have stored in a local object. Both depend on each other and on the callees, so
// they are a fixpoint: contents and results grow until nothing is added.
//
// A callee's local object that comes here, returned or stored where this body finds it, is
// a local object here too: its instance. Those of one call site that have one number are one.
//
// Soundness: a local object whose address is known outside may hold, anywhere, whatever
// is stored through any other name; so may those that it leads to. A call of which only the
// caller knows the target may leave anything in what it is lent, and in what is known outside.
// What such a call really does there is added where its target is known (PendingCalls.h).
//
// Not handled: one body's calls of one function at one place are not told apart, nor are the
// objects that a callee knows from its own callees.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_BODYVALUES_H
#define POLYCHROME_MODEL_BODYVALUES_H

#include "pass/model/Substitute.h"

#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace polychrome::model {

/// Places with pointers in an object that crosses a call, before further ones become one.
inline constexpr std::size_t MaxFields = 8;

/// A function that a call of the body may reach.
struct Target {
  const CallSite *Call;
  const FunctionSummary *Callee;
  const Footprint *Does;
};

class BodyValues {
public:
  BodyValues(const Body &B, PathTable &Paths);

  /// Contents and results, given these targets.
  void solve(const std::vector<Target> &Targets);
  /// Calls, this body's or callees', of which it does not know all targets.
  void handOver(const std::vector<PendingCall> &Open);

  /// Paths of this body, with call results and loads from local objects replaced.
  const PathSet &resolve(PathTable::Id P);
  PathSet resolve(const PathSet &S);
  PathSet resolve(const ValueSet &V) { return resolve(PathSet::from(V, Paths)); }

  /// A callee's paths in this body's terms. The sets are those of its footprint.
  const PathSet &substitute(PathTable::Id P, const CallSite &C);
  const PathSet &substitute(const PathSet &S, const CallSite &C);

  /// What becomes known outside.
  EscapedSet escaped(const std::vector<Target> &Targets);

  /// The pointers in the object at Closure, by offset from there; once solved.
  void contents(PathTable::Id Closure, std::map<std::int64_t, PathSet> &Into) const;

  /// What this body and its callees store outside.
  void stores(const std::vector<Target> &Targets, std::map<PathTable::Id, PathSet> &Into);

  /// Puts the footprint in terms of the objects that its callers may get to know, and notes
  /// what these hold. Everything else in it has to be there.
  void exportObjects(Footprint &Out);

private:
  const Body &B;
  PathTable &Paths;
  std::map<const CallSite *, std::vector<PathSet>> Args;
  using Objects = std::vector<Fields>;
  /// Local objects: as the body fills them; what is added to that by callees or through
  /// pointers that lead there only now; and all of it. Everything is resolved in the
  /// latter two. The body's own paths through a local object stand for what is added,
  /// since the rest was known when they were made.
  Objects Stored, Added, Contents;
  std::map<std::uint32_t, PathSet> Results; ///< by call
  std::vector<std::pair<PathTable::Id, PathSet>> OwnStores;
  PathSet Elsewhere; ///< what callees store outside, or the body by their pointers
  /// Callees' objects here, by call and number.
  std::map<const CallSite *, std::map<std::uint32_t, std::uint32_t>> Instances;
  std::vector<PendingCall> Open;
  std::set<std::uint32_t> Lent; ///< objects that an open call may store into
  PathSet Left;                 ///< what it may leave there
  /// Loads from local objects, and the bases of callees' paths in this body's terms, as
  /// far as known; emptied before contents are looked at again.
  std::unordered_map<PathTable::Id, PathSet> Loaded, LoadedAdded;
  /// The same, by local object, and whether it is more than what that owns.
  std::map<std::pair<std::uint32_t, bool>, PathSet> Reachable;
  std::unordered_map<PathTable::Id, PathSet> Resolved; ///< the same, of open paths
  struct Known {
    PathSet Values;
    bool Settled; ///< whatever local objects hold
  };
  /// A callee's paths, their bases, and the sets in its footprint.
  struct Terms {
    std::unordered_map<PathTable::Base, Known> Bases;
    std::unordered_map<PathTable::Id, Known> Paths;
    std::unordered_map<const PathSet *, Known> Sets;
  };
  std::unordered_map<const CallSite *, Terms> Substituted;
  bool Settled = true; ///< what is just being found does not depend on what is solved for

  const std::vector<PathSet> &arguments(const CallSite &C);
  bool open(PathTable::Id P) const;
  void forget();
  PathSet loadFrom(const PathSet &From, const Load &L);
  const PathSet &loadLocal(PathTable::Id P);
  PathSet contentsAt(PathTable::Id P, const Objects &From);
  const PathSet &addedAt(PathTable::Id P);
  bool calleesPublish(const std::vector<Target> &Targets);
  void dropRepeated(Fields &Held);
  bool isCoarse(const PathSet &S) const;
  PathSet coarse(const PathSet &S);
  bool add(PathTable::Id P, const PathSet &Exact);
  PathSet moved(const PathSet &Base, const Path &P);
  PathSet resolveOpen(PathTable::Id P);
  PathSet substituteNew(PathTable::Id P, const CallSite &C,
                        std::unordered_map<PathTable::Base, Known> &Bases);
  template <class Key, class Find>
  const PathSet &remembered(std::unordered_map<Key, Known> &In, Key Of, Find &&F);
  void addFrom(PathTable::Id P, PathSet &Into);
  const PathSet &reachableFrom(std::uint32_t Object, bool Leaves);
  PathSet reached(PathSet S, const Path &P);
  bool store(const PathSet &Where, const PathSet &What);
  void instantiate(const Target &T);
  PathSet instance(const Path &P, const CallSite &C);
  bool fillInstances(const Target &T);
  void addReachable(const PathSet &From, std::set<std::uint32_t> &Into) const;
  bool updateEscaped(const std::vector<Target> &Targets);
  bool updateLent(const EscapedSet &Escaped);
  void escape(EscapedSet &Into);
  void escape(const EscapedSet &Published, const CallSite &C, EscapedSet &Into);
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_BODYVALUES_H

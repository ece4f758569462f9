//===- PathSet.h - Sets of symbolic addresses -------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The value domain of the pointer analysis: sets of paths, with paths interned so
// that a set is a handful of numbers. A path is a *base* (root and loads) and an
// offset in it.
//
// The domain has finite height, so a fixpoint over it always ends: loads are folded
// beyond MaxLoads, offsets beyond MaxOffsets a base become "anywhere from there",
// and a set that grows folds its paths to ever shorter ones until it is "any
// address". A set never shrinks in meaning: what it drops, another member covers.
//
// Soundness: every operation returns a superset of what it stands for.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_PATHSET_H
#define POLYCHROME_MODEL_PATHSET_H

#include "pass/model/Summary.h"

#include <boost/container/small_vector.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace polychrome::model {

/// Loads beyond this many are folded into the last one, which then stands for
/// everything that is reachable from there.
inline constexpr std::size_t MaxLoads = 3;

/// The load from P, folded once the chain is long.
Path follow(const Path &P, bool Owning, const SharedText &Owner);

class PathTable {
public:
  using Id = std::uint32_t;
  using Base = std::uint32_t;
  /// Most sets have one or two members.
  using Ids = boost::container::small_vector<Id, 4>;

  Id intern(const Path &P);
  /// From now on the global Name is another name for To's bytes from Offset on.
  void rename(const std::string &Name, const std::string &To, std::int64_t Offset);
  const Path &operator[](Id P) const { return Paths[P]; }

  Base base(Id P) const { return Briefs[P].In; }
  Root root(Id P) const { return Briefs[P].Kind; }
  std::size_t loads(Id P) const { return Briefs[P].Loads; }
  bool isAnywhere(Id P) const { return Briefs[P].Anywhere; }
  std::int64_t offset(Id P) const { return Places[P].Offset; }
  /// A local object itself, not what lies behind a pointer in it.
  bool isLocal(Id P) const { return root(P) == Root::Local && loads(P) == 0; }

  Id plus(Id P, std::int64_t Delta);
  /// The same base, at an offset of its own.
  Id at(Id P, std::int64_t Offset, std::uint64_t Span = 0);
  Id anywhere(Id P) { return at(P, UnknownOffset); }
  Id follow(Id P, bool Owning = false, const SharedText &Owner = {});
  /// Paths of more than Keep loads become "whatever is reachable through those", or is owned if all
  /// further loads are containers'.
  Id folded(Id P, std::size_t Keep);

  /// How much has been asked of the table so far, for budgets.
  std::uint64_t steps() const { return Steps; }
  void count() { ++Steps; }

  /// Does Q stand for P as well? A base at an unknown offset covers every offset from
  /// it, and a folded one everything that is reachable from there; storage that is owned only
  /// what it owns in turn.
  bool covers(Id Q, Id P) const;
  /// So many paths at most differ from P in their offset alone, P included.
  std::size_t pathsOfBase(Id P) const { return PathsOf[base(P)]; }
  /// Of a local object, itself or behind pointers in it?
  bool isOfLocal(Id P) const { return root(P) == Root::Local; }
  /// May P stand for any other path that the table knows?
  bool mayCover(Id P) const { return CoversOthers[base(P)]; }
  /// Does one of these, in order, stand for P as well?
  bool covered(const Ids &Sorted, Id P) const;

private:
  /// A path without its offset.
  struct BaseHash {
    std::size_t operator()(const Path &P) const;
  };
  struct SameBase {
    bool operator()(const Path &A, const Path &B) const;
  };
  struct Place {
    Base In;
    std::int64_t Offset;
    std::uint64_t Span;
    bool operator==(const Place &) const = default;
  };
  struct PlaceHash {
    using is_avalanching = void;
    std::size_t operator()(const Place &P) const {
      std::uint64_t H = P.In;
      H = (H ^ H >> 29) * 0x9E3779B97F4A7C15u + std::uint64_t(P.Offset);
      H = (H ^ H >> 29) * 0x9E3779B97F4A7C15u + P.Span;
      H = (H ^ H >> 32) * 0xD6E8FEB86659FD93u;
      return std::size_t(H ^ H >> 32);
    }
  };

  std::unordered_map<Path, Base, BaseHash, SameBase> Bases;
  boost::unordered_flat_map<Place, Id, PlaceHash> Numbers;
  std::deque<Path> Paths; ///< references stay valid
  std::uint64_t Steps = 0;
  std::vector<Place> Places; ///< by path
  /// By path, what sets ask of each of their members all the time.
  struct Brief {
    Base In;
    Root Kind;
    bool Anywhere; ///< at an unknown offset
    std::uint16_t Loads;
  };
  std::vector<Brief> Briefs;
  /// For each base, those that cover it when their offset is unknown, itself first.
  std::vector<std::vector<Base>> Covering;
  /// A bit for each of those, of 64: where it is not set, the base is not among them.
  std::vector<std::uint64_t> CoveringBits;
  static std::uint64_t bit(Base B) { return std::uint64_t(1) << (B % 64); }
  static constexpr Id None = ~Id(0);
  std::vector<std::uint32_t> PathsOf; ///< how many each base has
  std::vector<bool> CoversOthers;     ///< may each base's path of unknown offset?
  std::vector<Id> Anywhere;           ///< for each base, its path of unknown offset, or None
  /// What follow() was asked.
  struct Step {
    Id From;
    bool Owning;
    SharedText Owner;
    bool operator==(const Step &) const = default;
  };
  struct StepHash {
    using is_avalanching = void;
    std::size_t operator()(const Step &S) const {
      std::uint64_t H =
          std::hash<std::string_view>()(S.Owner) ^ (std::uint64_t(S.From) << 1 | S.Owning);
      H = (H ^ H >> 32) * 0xD6E8FEB86659FD93u;
      return std::size_t(H ^ H >> 32);
    }
  };
  boost::unordered_flat_map<Step, Id, StepHash> Followed;
  std::map<std::string, std::pair<std::string, std::int64_t>> Renamed;

  static Path renamed(Path P, const std::pair<std::string, std::int64_t> &To);
  Base internBase(const Path &P);
};

/// Paths of one table; Any says that the address may also be any other one. Of a set
/// that is Any, the paths that can lead to a local object of some caller stay, since
/// what nobody can name cannot be one of those.
class PathSet {
public:
  PathSet() = default;
  explicit PathSet(PathTable::Id P) : Ids{P} {}
  static PathSet any();
  /// What S may be besides its paths.
  static PathSet unnamed(const PathSet &S);
  static PathSet from(const ValueSet &V, PathTable &T);

  bool empty() const { return Ids.empty() && !Any; }
  bool isAny() const { return Any; }
  /// There were too many paths, and some of them are now part of "any".
  bool dropped() const { return Dropped; }
  /// Sorted by number, which depends on the order of interning only.
  const PathTable::Ids &ids() const { return Ids; }

  /// Whether the set has grown. "Any" absorbs the rest.
  bool insert(PathTable::Id P, PathTable &T);
  bool insert(const PathSet &S, PathTable &T);
  bool insertAny(PathTable &T);

  bool operator==(const PathSet &) const = default;

  ValueSet values(const PathTable &T) const;

private:
  PathTable::Ids Ids;
  bool Any = false;
  bool Dropped = false;
  std::uint8_t Folds = 0; ///< how often the set had to become coarser

  void coarsen(PathTable &T);
  void addNamed(PathTable::Id P, PathTable &T);
  bool add(PathTable::Id P, PathTable &T);
};

/// Addresses that others may get to know, of which only those matter that can lead to a
/// local object of some caller. What nobody can name was known outside before; what was
/// dropped may be any local object.
class EscapedSet {
public:
  /// Whether the set has grown.
  bool insert(const PathSet &S, PathTable &T);
  bool insertAll();
  const std::set<PathTable::Id> &ids() const { return Ids; }
  bool all() const { return All; }
  bool operator==(const EscapedSet &) const = default;

private:
  std::set<PathTable::Id> Ids;
  bool All = false;
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_PATHSET_H

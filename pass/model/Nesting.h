//===- Nesting.h - Which containers may lie in others' storage --*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two claims on containers are on different bytes, and yet the storage is the same, where one
// container lies in storage that the other one leads to. The types' names tell whether that
// may be; a program asks it of many pairs, in few of which the names are others. So names
// are numbers here, answers are remembered by them, and a path is taken apart once.
//
// Soundness: an answer depends on nothing of an effect but what Way has.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_NESTING_H
#define POLYCHROME_MODEL_NESTING_H

#include "pass/model/LibraryTypes.h"
#include "pass/model/Program.h"
#include "pass/model/Types.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace polychrome::model {

/// Strings as numbers. They have to stay where they are.
class Texts {
public:
  using Id = std::uint32_t;

  Id number(std::string_view Text);
  std::string_view operator[](Id N) const { return All[N]; }

private:
  boost::unordered_flat_map<std::string_view, Id> Numbers;
  std::vector<std::string_view> All;
};

/// The effects that it is asked about have to stay where they are.
class Nesting {
public:
  explicit Nesting(const Types &Known) : T(Known) {}

  /// May the container of B, storage behind a key, lie in storage that A's container leads to?
  bool mayContain(const HandlerEffect &A, const HandlerEffect &B);
  /// Is B's storage another one than what A's container, which lies in A's own closure, owns?
  bool otherOwner(const HandlerEffect &A, const HandlerEffect &B);
  /// Do the containers that own the two storages lie in objects of which none may be the other, or
  /// at other places of one class?
  bool otherHolder(const HandlerEffect &A, const HandlerEffect &B);

  Texts::Id number(std::string_view Text) { return Names.number(Text); }
  /// elementsMayContain() of a holder of that kind.
  bool elementsMayContain(Texts::Id Owner, ContainerKind Holder, Texts::Id Name);
  /// elementsMayHold().
  bool elementsMayHold(Texts::Id Owner, Texts::Id Name);

private:
  bool mayLieBehind(const HandlerEffect &A, const HandlerEffect &B);

  /// A load on the way, and what it was loaded from.
  struct Step {
    Texts::Id Owner;       ///< of the storage that the pointer was found in
    ContainerKind Through; ///< what it is a part of
    bool Anywhere;         ///< at any place of an element
    std::int64_t At;       ///< or so far behind where elements begin
  };
  struct Way {
    std::vector<Texts::Id> Owners; ///< of all loads
    std::vector<Step> Steps;       ///< behind the first container, out of its elements
    bool Folded = false;           ///< mayBeFolded()
    bool FoldedBehind = false;     ///< and not among the links of one container
    ContainerKind Holder = ContainerKind::Other; ///< of storage behind a key
    Texts::Id HolderType = 0;
  };

  const Types &T;
  Texts Names;
  boost::unordered_flat_map<const HandlerEffect *, std::uint32_t> Numbers;
  std::deque<Way> Ways;
  boost::unordered_flat_map<std::uint64_t, bool> Contain, Hold;

  const Way &way(const HandlerEffect &E);
  Way takenApart(const HandlerEffect &E);
  static std::uint64_t key(Texts::Id A, Texts::Id B, ContainerKind K);
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_NESTING_H

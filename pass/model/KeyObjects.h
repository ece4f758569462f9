//===- KeyObjects.h - Which objects lie behind a handler's keys -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The struct types that a handler indexed behind each of its keys, and what they tell
// about other accesses through the same key: where a container begins and ends, and
// where an object's own control block is.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_KEYOBJECTS_H
#define POLYCHROME_MODEL_KEYOBJECTS_H

#include "pass/model/Types.h"

#include <map>
#include <set>
#include <utility>

namespace polychrome::model {

class KeyObjects {
public:
  explicit KeyObjects(const Types &Ts) : T(Ts) {}

  /// Notes the struct that an effect through a key goes through.
  void note(const Effect &E);

  struct Object {
    std::int64_t Begin = 0; ///< counted from the key
    std::string Type;       ///< empty: not known
    /// Every other class that was seen there may have it or be in it. If not, it may be that one.
    bool Sure = true;
  };
  /// The smallest one of the program's own around [Lo, Hi) behind a key; else the library's
  /// largest.
  Object around(std::int64_t Key, std::int64_t Lo, std::int64_t Hi) const;

  /// The only one that has been seen around [Lo, Hi) where these loads lead, two or more.
  Object onlyOne(const std::vector<Load> &Loads, std::int64_t Lo, std::int64_t Hi) const;

  /// The bytes of the member that the container is of which a pointer lies at Offset.
  std::pair<std::int64_t, std::int64_t> container(std::int64_t Key, std::int64_t Offset) const;

  /// Rewrites a path that leads through the object's own control block.
  void followWeakThis(Effect &E) const;

  /// Code that only frees an object does not index it; what else is known of the same
  /// key tells the type.
  void name(Effect &E) const;

private:
  bool beginsWith(std::string Outer, const std::string &Inner) const;
  bool nests(const Object &A, const Object &B, std::int64_t Lo, std::int64_t Hi) const;
  Object holderOf(std::int64_t Key, const Object &Node) const;

  const Types &T;
  using Objects = std::set<std::pair<std::int64_t, SharedText>>;
  /// By the key's place in the closure.
  std::map<std::int64_t, Objects> Seen;
  /// Behind pointers in those.
  std::map<std::vector<Load>, Objects> Further;
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_KEYOBJECTS_H

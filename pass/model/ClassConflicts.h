//===- ClassConflicts.h - Which rows a class of effects meets ---*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For each class of effects, the rows that have an effect with which it conflicts, by
// the bit that the pair sets. A program of many units has many classes, nearly all of
// which are on members of its own types behind keys. Two of those on objects of different
// types meet or not by what else they are, whatever the types: so classes are compared one
// by one only with those of their own type. With those of other sorts they are compared once
// for all that look alike.
//
// Soundness: the outcome is that of conflict() for every pair; otherTypes() and
// look() in Conflict.h say when the types' names, and where exactly the two are, do not matter.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_CLASSCONFLICTS_H
#define POLYCHROME_MODEL_CLASSCONFLICTS_H

#include "pass/model/EffectClasses.h"
#include "pass/model/TypesMeet.h"

#include <boost/dynamic_bitset.hpp>

#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace polychrome::model {

using RowSet = boost::dynamic_bitset<std::uint64_t>;

class ClassConflicts {
public:
  using Class = EffectClasses::Class;

  /// Alone are the rows that never run beside others, whatever their effects say.
  ClassConflicts(const EffectClasses &Classes, const RowSet &Alone, const Types &T);

  /// The rows by the bits of a cell. Where two rows have effects that never meet together,
  /// and keys in common as well, other pairs of effects of theirs may be left out.
  struct Met {
    RowSet Never;    ///< bit 0
    RowSet ByKey;    ///< bit 1
    RowSet Compared; ///< as CellBits::Compare
  };
  const Met &of(Class C) const { return Found[C]; }

private:
  const EffectClasses &All;
  TypesMeet Meet;
  std::vector<Met> Found;   ///< by class
  std::vector<RowSet> Rows; ///< by class: the rows that have it

  /// The classes that are on members behind keys, in groups that differ in the object's
  /// type only.
  struct Group {
    std::map<std::string_view, std::vector<Class>> ByType;
    RowSet Rows;
    /// The rows which have classes of this group that are all of one type.
    std::map<std::string_view, RowSet> OfOneType;
  };
  /// Classes that look alike (Conflict.h).
  struct Alike {
    const HandlerEffect *Example;
    bool Keyed; ///< isOwnedByKey()
    RowSet Rows;
    Met Found;
  };
  std::vector<Met> Known;                    ///< by row: what is known when others are compared
  std::vector<const ObjectAround *> Objects; ///< of classes in groups
  std::vector<Group> Groups;
  std::vector<Class> Others;

  void sort();
  void findRowsOfOneType(Group &G);
  void compareGroups(const Group &A, const Group &B);
  void findKnown(const RowSet &Alone);
  std::vector<Alike> looks(std::vector<std::size_t> &LookOf);
  void compareOthers();
  void compareLook(std::size_t A, std::vector<Alike> &Looks, const std::vector<bool> &Done);
  Met noRows() const;
  static void add(Met &To, const RowSet &Which, CellBits Bits);
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_CLASSCONFLICTS_H

//===- TypesMeet.h - What types say of two addresses ------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// May two effects meet about whose addresses nothing but their types is known? That takes
// names of types apart, and a program asks it of many pairs, few of which differ in what
// types can see: so the answers are remembered by that.
//
// Soundness: the answer depends on nothing of an effect but its shape.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_TYPESMEET_H
#define POLYCHROME_MODEL_TYPESMEET_H

#include "pass/model/Nesting.h"
#include "pass/model/Program.h"
#include "pass/model/Types.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <deque>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace polychrome::model {

inline constexpr const char *UnknownType = "*";

/// What is known about the object that an effect lies in.
struct ObjectAround {
  SharedText Type{UnknownType};
  std::int64_t Lo = 0;
  std::int64_t Hi = std::numeric_limits<std::int64_t>::max();
};

/// Does the effect say in which object its bytes are, and where?
bool knowsObject(const Effect &W);

/// What types see of an effect, found once for all that have its shape.
struct SeenByTypes {
  ObjectAround Object;
  ObjectAround Variable;                 ///< of an effect on one
  bool Storage = false;                  ///< bytes for objects of any type
  const std::string *SharedBy = nullptr; ///< Types::storageSharedBy()
  // Of storage that is owned, or of what a container has in itself.
  bool Scalars = false;    ///< elementType() is none
  bool Characters = false; ///< holdsBytes()
  ContainerKind Kind = ContainerKind::Other;
  Texts::Id Owner = 0, HolderType = 0, ObjectType = 0;
};

/// The effects that it is asked about have to stay where they are.
class TypesMeet {
public:
  explicit TypesMeet(const Types &Known) : T(Known), Nested(Known) {}

  Nesting &nesting() { return Nested; }
  bool operator()(const HandlerEffect &A, const HandlerEffect &B);
  /// The same for effects of which the answers are the same.
  std::uint32_t number(const HandlerEffect &E);
  const ObjectAround &object(const HandlerEffect &E);

private:
  using Shape = std::tuple<TypeTag, SharedText, std::int64_t, std::uint64_t, bool, Region>;
  struct ShapeHash {
    std::size_t operator()(const Shape &S) const;
  };
  const Types &T;
  Nesting Nested;
  boost::unordered_flat_map<Shape, std::uint32_t, ShapeHash> Shapes;
  std::deque<SeenByTypes> Seen; ///< by number
  boost::unordered_flat_map<const HandlerEffect *, std::uint32_t> Numbers;
  boost::unordered_flat_map<std::uint64_t, bool> Answers; ///< by two numbers
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_TYPESMEET_H

//===- EffectClasses.h - Effects that no comparison tells apart -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The handlers of one program have most of their effects in common. Effects that
// differ only in where they come from form a class; a matrix compares classes.
//
// Soundness: effects are of one class only if everything is equal that conflict() reads.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_EFFECTCLASSES_H
#define POLYCHROME_MODEL_EFFECTCLASSES_H

#include "pass/model/Program.h"

#include <cstdint>
#include <vector>

namespace polychrome::model {

class EffectClasses {
public:
  using Class = std::uint32_t;

  /// The rows have to stay where they are.
  explicit EffectClasses(const std::vector<Row> &Rows);

  std::uint32_t rows() const { return std::uint32_t(Members.size()); }
  Class size() const { return Class(Examples.size()); }

  /// The classes of a row's effects, in the effects' order.
  const std::vector<Class> &of(std::uint32_t Row) const { return Members[Row]; }
  const HandlerEffect &example(Class C) const { return *Examples[C]; }

private:
  std::vector<std::vector<Class>> Members;     ///< by row
  std::vector<const HandlerEffect *> Examples; ///< by class
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_EFFECTCLASSES_H

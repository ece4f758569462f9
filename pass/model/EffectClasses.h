//===- EffectClasses.h - Effects that no comparison tells apart -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The handlers of one program have most of their effects in common, and a matrix
// compares every one of a row with every one of every other. Effects that differ only
// in where they come from form a class; two classes are compared once.
//
// Soundness: effects are of one class only if everything is equal that conflict() reads.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_EFFECTCLASSES_H
#define POLYCHROME_MODEL_EFFECTCLASSES_H

#include "pass/model/Program.h"
#include "pass/model/Types.h"

#include <cstdint>
#include <vector>

namespace polychrome::model {

class EffectClasses {
public:
  using Class = std::uint32_t;

  EffectClasses(const std::vector<Row> &Rows, const Types &T);

  /// The classes of a row's effects.
  const std::vector<Class> &of(std::uint32_t Row) const { return Members[Row]; }

  /// conflict() of an effect of class A and one of class B.
  CellBits conflict(Class A, Class B);

  /// No row up to this one will be asked for again as the first of a pair.
  void finished(std::uint32_t Row);

private:
  const Types &T;
  std::vector<std::vector<Class>> Members;     ///< by row
  std::vector<const HandlerEffect *> Examples; ///< by class
  std::vector<std::uint32_t> LastRow;          ///< by class
  /// For each class what it was compared with: memory for the rows that share it only.
  std::vector<std::vector<std::uint8_t>> Known;
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_EFFECTCLASSES_H

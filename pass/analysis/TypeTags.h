//===- TypeTags.h - What TBAA says about an access --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's struct-path TBAA tags as values, with demangled type names, and the
// member tables of the types they mention. At -O0 and with -fno-strict-aliasing
// there are none: then every access may alias every other.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_TYPETAGS_H
#define POLYCHROME_ANALYSIS_TYPETAGS_H

#include "pass/model/Types.h"

#include "llvm/ADT/DenseMap.h"

#include <map>

namespace llvm {
class Instruction;
class MDNode;
} // namespace llvm

namespace polychrome {

class TypeTags {
public:
  const model::TypeTag &of(const llvm::Instruction &I);

  /// Whether lvalues with these tags may denote overlapping bytes.
  bool mayAlias(const model::TypeTag &A, const model::TypeTag &B) const {
    return !model::disjoint(A, B, Layouts);
  }

  /// The struct types that the tags so far mention, by name.
  std::vector<model::TypeLayout> layouts() const;

private:
  llvm::DenseMap<const llvm::MDNode *, model::TypeTag> Tags;
  std::map<std::string, model::TypeLayout> Layouts;
  model::TypeTag None;

  std::string typeName(const llvm::MDNode *Type);
  void addLayout(const llvm::MDNode *Type);
};

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_TYPETAGS_H

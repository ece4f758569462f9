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

#include <deque>
#include <map>
#include <utility>

namespace llvm {
class Instruction;
class MDNode;
} // namespace llvm

namespace polychrome {

class TypeTags {
public:
  /// Tags by number; 0 is that of an access which may be to anything.
  using Id = unsigned;

  Id number(const llvm::Instruction &I);
  const model::TypeTag &operator[](Id Tag) const { return All[Tag]; }
  const model::TypeTag &of(const llvm::Instruction &I) { return All[number(I)]; }

  /// The tag of an access to a pointer of which nothing else is known.
  Id pointer() { return named({{}, "any pointer", 0}); }

  /// Whether lvalues with these tags may denote overlapping bytes.
  bool mayAlias(Id A, Id B);

  /// The struct types that the tags so far mention, by name.
  std::vector<model::TypeLayout> layouts() const;

private:
  llvm::DenseMap<const llvm::MDNode *, Id> Numbers;
  std::map<model::TypeTag, Id> Named; ///< those that no metadata stands for
  std::deque<model::TypeTag> All{{}}; ///< references stay valid
  llvm::DenseMap<std::pair<Id, Id>, bool> Aliases;
  std::map<std::string, model::TypeLayout> Layouts;

  Id fromMetadata(const llvm::Instruction &I);
  Id named(model::TypeTag T);
  std::string typeName(const llvm::MDNode *Type);
  void addLayout(const llvm::MDNode *Type);
};

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_TYPETAGS_H

//===- FieldNames.h - What the source says of a struct's members -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// IR's structs have neither names for their members nor arguments in the names of
// templates. Debug information has both: what a member is called, and, where its type is
// one of the library's, that type as text, from which follows what a container holds.
//
// Instantiations of a template, and classes within functions, may share one struct name.
// Members get a name where those of one size agree; what they hold is said only of classes
// that are neither.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_FIELDNAMES_H
#define POLYCHROME_ANALYSIS_FIELDNAMES_H

#include "pass/model/Summary.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"

#include <string>

namespace llvm {
class DICompositeType;
class DIScope;
class Module;
} // namespace llvm

namespace polychrome {

/// A class's qualified name without template arguments.
std::string className(const llvm::DIScope &S);

class FieldNames {
public:
  explicit FieldNames(const llvm::Module &M);

  /// Fills in Name and Holds of the layout's members, as far as they are known.
  void describe(model::TypeLayout &L) const;

  /// The classes that have this name, which is without template arguments.
  llvm::ArrayRef<const llvm::DICompositeType *> of(llvm::StringRef Name) const;

private:
  llvm::StringMap<llvm::SmallVector<const llvm::DICompositeType *, 1>> Classes;
};

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_FIELDNAMES_H

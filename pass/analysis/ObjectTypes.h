//===- ObjectTypes.h - Which struct lies at an address ----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The struct type that code indexed an address as. Two objects of one type at
// different addresses do not overlap, so within one type byte ranges decide. A place that is
// indexed as two structs, of which neither is part of the other, has a type only where an access
// says so itself.
//
// Assumption: no undefined behaviour, so memory indexed as a struct is one.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_OBJECTTYPES_H
#define POLYCHROME_ANALYSIS_OBJECTTYPES_H

#include "pass/model/Summary.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace llvm {
class DataLayout;
class Function;
class Instruction;
class Module;
class StructType;
class Type;
} // namespace llvm

namespace polychrome {

class PointerValues;

/// "class.session.12" -> "session#5f2c...": the name and a hash of the layout, since
/// LLVM gives all instantiations of a template one name. Empty for types without
/// a name of their own.
std::string structName(const llvm::StructType &S);

/// Whether structName() is not empty, which costs no hash.
bool hasStructName(const llvm::StructType &S);

/// Is it a class of the standard library's or of Boost's?
bool isLibraryClass(llvm::StringRef Class);

/// Notes at each access of F which struct it goes through, while the address
/// computation still says so. Simplification drops indices that are zero.
void noteObjects(llvm::Function &F);

/// A scalar, or a struct without a name that has scalars alone: no bytes in which objects of
/// other types are made, and no object of a named type.
bool isScalars(const llvm::Type &T);

/// What a variable of this type is to the alias rules: a struct's name, "" for a
/// scalar, "*" for storage that may hold anything.
std::string memberType(const llvm::Type &T);

/// The member table of every named struct type in Out reachable from S.
void addLayouts(const llvm::StructType &S, const llvm::DataLayout &DL,
                std::map<std::string, model::TypeLayout> &Out);

/// The member tables of a module's named struct types.
using StructLayouts = std::map<std::string, model::TypeLayout>;

StructLayouts structLayouts(const llvm::Module &M);

class ObjectTypes {
public:
  /// Looks at every address computation of F.
  ObjectTypes(llvm::Function &F, PointerValues &Values, const StructLayouts &Known);

  /// Sets E.Object and E.ObjectOffset from E.Where and E.Size, and from what I says of its
  /// own address. A place that is indexed as two structs of which none is in the other one is
  /// one or the other: then only I itself can tell.
  void describe(const llvm::Instruction &I, model::Effect &E) const;

  /// The size of the struct that begins exactly at this address, or 0.
  std::uint64_t sizeAt(const model::Path &P) const;

private:
  struct Hint {
    std::int64_t Offset;
    std::uint64_t Size;
    std::string Name;
    auto operator<=>(const Hint &) const = default;
  };
  using Base = std::tuple<model::Root, std::uint32_t, std::string, std::vector<model::Load>>;
  std::map<Base, std::vector<Hint>> Hints;
  llvm::DenseMap<const llvm::StructType *, std::string> Names; ///< of those that F indexes
  const StructLayouts &Layouts;

  static std::optional<Hint> noted(const llvm::Instruction &I, const model::Path &P);
  bool holds(const Hint &Outer, const Hint &Inner) const;
  bool holds(const std::string &Outer, std::int64_t At, const Hint &Inner, unsigned Depth) const;
  bool encloses(const Hint &Outer, const Hint &Inner) const;
  static void dropEnds(std::vector<Hint> &Fitting);
  std::optional<Hint> smallest(const std::vector<Hint> &Fitting) const;
  Hint around(const Hint &Librarys, const std::vector<Hint> &Fitting) const;
  std::optional<Hint> own(const llvm::Instruction &I, const model::Path &P,
                          std::optional<Hint> Noted) const;

  static Base baseOf(const model::Path &P) { return {P.Kind, P.Index, P.Name, P.Loads}; }
};

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_OBJECTTYPES_H

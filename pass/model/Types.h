//===- Types.h - Which accesses types keep apart ----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The program's type tables, joined over all units, and the two questions that
// the conflict check asks of them. Strict aliasing is the assumption behind both:
// they are asked only where addresses do not already decide.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_TYPES_H
#define POLYCHROME_MODEL_TYPES_H

#include "pass/model/Made.h"
#include "pass/model/Records.h"
#include "pass/model/Reuse.h"
#include "pass/model/SoleOwners.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polychrome::model {

/// Two lvalues with these TBAA tags never denote overlapping bytes. Tbaa has the
/// struct nodes by name.
bool disjoint(const TypeTag &A, const TypeTag &B, const std::map<std::string, TypeLayout> &Tbaa);

class Types {
public:
  explicit Types(const RecordSet &Records);

  bool disjoint(const TypeTag &A, const TypeTag &B) const { return model::disjoint(A, B, Tbaa); }

  /// As the rows show (Reuse.h).
  const std::string *storageSharedBy(const Effect &E) const { return Shared.sharedBy(E); }
  bool bytesAreStorage() const { return Shared.inBytes(); }
  /// May a string's characters be storage, or is that not known: without tags nothing shows it,
  /// and strings of structs have the layout of others.
  bool charactersAreStorage() const { return bytesAreStorage() || Untagged || StringsOfStructs; }
  void noteReuse(const Row &R) { Shared.note(R, *this); }
  /// Before, bytes may hold anything (Made.h).
  void noteMade(const std::vector<Row> &Rows) { MadeInRows.note(Rows); }

  /// Which owners are alone with what they own.
  const SoleOwners &soleOwners() const { return Unique; }

  /// May an object of type Inner lie at [Lo, Hi) of an Outer object? Unknown types ("" as Outer: a
  /// scalar; "*": anything that fits in) are treated as they must be.
  bool mayHold(const std::string &Outer, std::int64_t Lo, std::int64_t Hi,
               const std::string &Inner) const;

  /// The same for what Outer's members are, not for what is made in bytes later.
  bool isMemberAt(const std::string &Outer, std::int64_t Lo, std::int64_t Hi,
                  const std::string &Class) const;

  /// May [Lo, Hi) of such an object be bytes in which objects of any type are made, one after
  /// the other: an array of bytes, a union, what a std::variant holds?
  bool isStorage(const std::string &Name, std::int64_t Lo, std::int64_t Hi,
                 unsigned Depth = 0) const;

  /// May an object of this type lie inside another one, and not at its beginning?
  bool mayLieWithin(const std::string &Name) const;

  const TypeLayout *layout(const std::string &Name) const;
  const GlobalInfo *global(const std::string &Name) const;

  /// Is it a read of a variable that every unit only reads, or of the constants that it leads to?
  bool neverWritten(const Effect &E) const;

  /// The layouts that a class of this name (no hash) has: one, if the name is not a template's.
  std::vector<const TypeLayout *> layoutsOf(const std::string &Class) const;

  /// The class behind LLVM's name: without the layout's hash and the suffix of the
  /// variant that lies in a derived class. A part of Name.
  static std::string_view className(std::string_view Name);

  /// The bytes of the direct member of `Name` that holds Offset.
  std::pair<std::int64_t, std::int64_t> member(const std::string &Name, std::int64_t Offset) const;

  /// A type's name for people: without the hash of its layout.
  static std::string display(const std::string &Name) { return Name.substr(0, Name.find('#')); }

  /// "name_" or "recent_.size", or "+24" where no name is known.
  std::string fieldName(const std::string &Name, std::int64_t Offset) const;

private:
  std::map<std::string, TypeLayout> Layouts;
  std::map<std::string, TypeLayout> Tbaa;
  std::map<std::string, GlobalInfo> Globals;
  Reuse Shared;
  Made MadeInRows;
  bool Untagged = false; ///< some unit's accesses have no types
  bool StringsOfStructs = false;
  SoleOwners Unique;
  bool Complete; ///< every unit took part

  /// What mayLieWithin() asks of a class, worked out when it first asks.
  struct Place {
    bool Further = false;            ///< a member has it, not at the beginning
    std::vector<std::string> Begins; ///< the classes that begin with it
  };
  using Places = std::map<std::string, Place, std::less<>>;
  mutable std::optional<Places> Within;

  /// A class, and the bytes that one of its objects needs at least.
  struct Wanted {
    std::string_view Class;
    std::uint64_t Size;
    bool InBytes; ///< may one be made in an array of bytes?
  };
  /// Room: so many bytes there may have objects in them.
  bool mayHold(const Wanted &Inner, const std::string &Outer, std::int64_t Lo, std::int64_t Hi,
               std::uint64_t Room, unsigned Depth) const;
  Places places() const;
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_TYPES_H

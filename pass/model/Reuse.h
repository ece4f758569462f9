//===- Reuse.h - Types whose objects share storage --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Strict aliasing says that an access as one type does not meet one as another type. A
// pool breaks that from one handler to the next: it links free blocks by a struct of its
// own, which lies over what was an object. Who takes a block shows it: the very memory
// that it reads as a link it then uses as something else. So where one handler accesses
// the same bytes, by the same path, as types that are disjoint, objects of these types may
// follow each other in one place, and the types keep nothing apart in any handler.
//
// Soundness: evidence is looked for where the place is known to the byte. A pool whose
// blocks no handler sees as two types, or only at places that are not known, is not
// noticed (docs/what-polychrome-assumes.md).
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_REUSE_H
#define POLYCHROME_MODEL_REUSE_H

#include "pass/model/Program.h"

#include <map>
#include <string>
#include <vector>

namespace polychrome::model {

class Types;

class Reuse {
public:
  /// Adds what the row shows.
  void note(const Row &R, const Types &T);

  /// Does some handler access a container's characters as something else?
  bool inBytes() const { return Bytes; }

  /// The types that share storage with that by which E is accessed: the same string for each of
  /// them, null if there are none. An object of one may lie where one of another was.
  const std::string *sharedBy(const Effect &E) const;

private:
  /// Each type's representative among those that share storage; by name.
  std::map<std::string, std::string> Joined;
  bool Bytes = false;

  const std::string *find(const std::string &Name) const;
  void join(const std::string &A, const std::string &B);
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_REUSE_H

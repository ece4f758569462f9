//===- Made.h - Where handlers may have made an object ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A session's array of characters could hold an object of any class, by its type: then every
// handler that frees its session, or fills the array, would conflict with every one that reads
// a configuration by reference. But an object that holds a container has been constructed, and
// who constructs it writes it, or a part of it, by its class. So if no handler writes
// anything of that class, of one that has it, or of its members, at a place that is not known
// to be new or a container's own storage, then no handler has made one in bytes.
//
// Soundness: what ran before the handlers may have made one there; that it has not is an
// assumption (docs/what-polychrome-assumes.md). A handler that runs alone may do anything,
// so where there is one, nothing is concluded.
//
// Not handled: classes without a container in them, which come to be by a copy of bytes.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_MADE_H
#define POLYCHROME_MODEL_MADE_H

#include "pass/model/Program.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace polychrome::model {

class Types;

/// Adds what E says of Row::Writes.
void noteWritten(const Effect &E, const Types &T, std::set<Written> &Into);

class Made {
public:
  /// All rows there are.
  void note(const std::vector<Row> &Rows);

  /// Is no object of this class, by its layout's name, in an array of bytes or a union?
  bool neverInBytes(const std::string &Name, const Types &T) const;

private:
  bool Known = false; ///< is it all that handlers do?
  std::set<Written> All;
  mutable std::map<std::string, bool> Answers; ///< by class, since note()
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_MADE_H

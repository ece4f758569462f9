//===- ClosureSlots.h - Which pointers dispatch can read --------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handler's paths, rooted in its closure, and the bytes of the closure whose pointers
// may no longer be those that dispatch has read when the handler uses them.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_CLOSURESLOTS_H
#define POLYCHROME_MODEL_CLOSURESLOTS_H

#include "pass/model/Program.h"
#include "pass/model/Substitute.h"

#include <optional>
#include <set>

namespace polychrome::model {

class ClosureSlots {
public:
  explicit ClosureSlots(HandlerKind K) : Kind(K) {}

  /// Rewrites the path so that parameter 0 is the address of the closure. False if it is
  /// something that only this invocation sees.
  bool root(Path &P) const;

  /// Which pointers the handler may change.
  void note(const Footprint &P, const PathTable &Paths);
  /// May it change the one at this offset?
  bool rebound(std::int64_t Slot) const;

  /// If the rooted path is an address behind a pointer of the closure that dispatch can
  /// read: that, and how far behind.
  std::optional<KeyOrigin> origin(const Path &P) const;

private:
  HandlerKind Kind;
  std::set<std::int64_t> Rebound; ///< bytes
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_CLOSURESLOTS_H

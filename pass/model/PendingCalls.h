//===- PendingCalls.h - Calls of what a caller passed in --------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that is passed a function pointer leaves the call of it open. Each caller puts
// target and arguments in its own terms; what is a function then is a target of the caller's
// body like any other, with all that it does: what it stores, publishes and posts too.
//
// Soundness: a target that is neither a function nor one of the caller's own parameters is
// unknown. One without any value stays open; who calls it all the same may do anything.
//
// Not handled: one call that is reached in several ways has all their targets and arguments.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_PENDINGCALLS_H
#define POLYCHROME_MODEL_PENDINGCALLS_H

#include "pass/model/BodyValues.h"

#include <string>
#include <utility>
#include <vector>

namespace polychrome::model {

class PendingCalls {
public:
  PendingCalls(BodyValues &V, PathTable &T, EffectTable &E) : Values(V), Paths(T), Known(E) {}

  /// Looks at this body's calls of what it was passed, and at what its targets left open;
  /// whether anything is new.
  bool update(const std::vector<const CallSite *> &Own, const std::vector<Target> &Targets);

  /// The calls of functions among them, as calls of this body. Places stay valid.
  std::vector<std::pair<const CallSite *, std::string>> known();
  /// Those that only a caller can name.
  std::vector<PendingCall> open() const;
  /// Those that nobody can.
  std::vector<const CallSite *> unknown() const;

private:
  BodyValues &Values;
  PathTable &Paths;
  EffectTable &Known;
  std::vector<PendingCall> Calls; ///< one a call site: recursion ends

  bool has(const PathSet &S, Root Kind) const;
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_PENDINGCALLS_H

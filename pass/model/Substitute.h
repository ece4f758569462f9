//===- Substitute.h - Footprints closed over calls --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Replaces each call of a body by the effects of what it may call, expressed in
// the caller's terms: a compositional analysis in the manner of access-path
// summaries. Recursion is solved by chaotic iteration: a function whose callee has
// grown is looked at again, until nothing changes.
//
// Fail closed: a target without a summary, a virtual call in a program that is
// not known to be complete, and a recursion that does not settle all give an
// unknown effect.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_SUBSTITUTE_H
#define POLYCHROME_MODEL_SUBSTITUTE_H

#include "pass/model/Records.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace polychrome::model {

/// What a body may do, calls included. Paths are rooted in parameters, globals
/// and resources only.
struct Footprint {
  std::vector<Effect> Effects;
  /// Calls of function pointers that the caller passes in.
  std::vector<CallSite> Pending;
  ValueSet Returns;
  ValueSet Published;
  bool Exclusive = false;
  bool Pinned = false;
  std::string Why;
};

class Substitution {
public:
  /// Keeps a reference to the records.
  explicit Substitution(const RecordSet &Records);

  /// B is a body of one of the records' functions.
  Footprint close(const Body &B);

private:
  const RecordSet &Records;
  std::map<std::string, const FunctionSummary *, std::less<>> BySymbol;
  std::map<std::pair<std::string, std::uint64_t>, std::set<std::string>> Overrides;
  /// As far as they are known; they only grow until nothing changes any more.
  std::map<const FunctionSummary *, Footprint> Closed;
  std::map<const FunctionSummary *, std::size_t> Rounds;
  /// Effects mapped for the current handler; linking never hangs.
  std::size_t Work = 0;
  /// Who used a footprint, and has to look again when it grows.
  std::map<const FunctionSummary *, std::set<const FunctionSummary *>> Users;
  std::set<const FunctionSummary *> Stale;
  const FunctionSummary *Current = nullptr;

  const Footprint &closed(const FunctionSummary &F);
  void compute(const FunctionSummary &F);
  friend class BodyCloser;
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_SUBSTITUTE_H

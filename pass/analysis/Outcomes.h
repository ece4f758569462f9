//===- Outcomes.h - A handler's body when nothing failed --------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Completion handlers begin with a test of their error code, and a rare path must not
// serialise the common one. Where the operation object holds the error code, dispatch
// can read it, so the handler gets a second row for success: its body without what runs
// only after a failure.
//
// Which code that is, specialise() finds out.
//
// Not handled: tests of anything but an error code in the operation, of which error it
// is, and of codes that a composed operation computes.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_OUTCOMES_H
#define POLYCHROME_ANALYSIS_OUTCOMES_H

#include "pass/analysis/Flatten.h"
#include "pass/model/Summary.h"

#include <optional>

namespace polychrome {

class Models;

struct Outcome {
  model::Predicate When;
  /// In the same module, for the caller to erase.
  llvm::Function *Body = nullptr;
};

/// The flattened handler F after success; nothing if it does the same after a failure,
/// or if it is not known at dispatch which of the two it is.
std::optional<Outcome> successOf(llvm::Function &F, model::HandlerKind Kind, const Models &Lib);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_OUTCOMES_H

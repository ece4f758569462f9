//===- Effects.h - From a flattened function to its summary body *- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One effect for each access that another invocation could notice: loads, stores
// and atomics through addresses that are not this invocation's own, what the
// library models say about calls, and the remaining calls as call sites. An
// access through an address that is not known becomes an unknown effect; inline
// assembly and what else cannot be described makes the body exclusive.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_EFFECTS_H
#define POLYCHROME_ANALYSIS_EFFECTS_H

#include "pass/analysis/Flatten.h"
#include "pass/model/Summary.h"

namespace polychrome {

class Models;
class SourceNames;
class TypeTags;

/// Why a body is exclusive that exceeds the budget.
inline constexpr const char *TooComplex = "is too complex for the analysis";

model::Body collectEffects(llvm::Function &F, const Flat &Copy, const Models &Lib, TypeTags &Tags,
                           SourceNames &Names);

/// Of a coroutine's body, what is part of one class (Coroutines.h).
model::Body collectPart(llvm::Function &F, llvm::StringRef ResumptionClass, const Flat &Copy,
                        const Models &Lib, TypeTags &Tags, SourceNames &Names);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_EFFECTS_H

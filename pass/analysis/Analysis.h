//===- Analysis.h - A unit's summaries, from its IR -------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The whole analysis of one translation unit: discover handlers, flatten, collect
// effects. The module itself is not changed. Linking the summaries of
// all units, and comparing handlers, is model/Link.h's business.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_ANALYSIS_H
#define POLYCHROME_ANALYSIS_ANALYSIS_H

#include "pass/analysis/Flatten.h"
#include "pass/model/Summary.h"

#include <string>
#include <vector>

namespace llvm {
class Function;
class Module;
} // namespace llvm

namespace polychrome {

class Models;

struct AnalysisResult {
  model::UnitInfo Unit;
  struct Entry {
    model::FunctionSummary Summary;
    llvm::Function *F = nullptr; ///< in the analysed module
    bool TooLarge = false;       ///< to be looked at within its callers
  };
  std::vector<Entry> Functions; ///< sorted by symbol
};

AnalysisResult analyse(llvm::Module &M, const Models &Lib,
                       const std::vector<std::string> &NamedHandlers, bool StrictAliasing = true,
                       const Budget &Limits = {});

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_ANALYSIS_H

//===- Remarks.h - What the pass found, as optimisation remarks -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's remarks under the pass name "polychrome", which clang shows with -Rpass=
// (handlers that may run beside others), -Rpass-missed= (handlers that run alone, and
// functions that stopped the analysis) and -Rpass-analysis= (what handlers touch), and
// writes to a file with -fsave-optimization-record.
//
// They speak of the unit alone: another one may describe a function that is unknown
// here. `polychrome matrix` and `why` speak of the program.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_REPORT_REMARKS_H
#define POLYCHROME_REPORT_REMARKS_H

#include "llvm/ADT/ArrayRef.h"

#include <string>

namespace llvm {
class Module;
}

namespace polychrome {

struct AnalysisResult;
namespace model {
struct Program;
}

/// Whether anybody reads them: making them means linking the unit.
bool wantsRemarks(const llvm::Module &M);

/// Alone is this unit, linked as if it were the program; UnmatchedModels are lines of
/// the user's that no name in it matches.
void emitRemarks(const llvm::Module &M, const AnalysisResult &A, const model::Program &Alone,
                 llvm::ArrayRef<std::string> UnmatchedModels);

} // namespace polychrome

#endif // POLYCHROME_REPORT_REMARKS_H

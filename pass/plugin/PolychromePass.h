//===- PolychromePass.h - The passes --------------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PolychromePass analyses the module, hooks Asio's completions and embeds the
// records. PolychromePrinterPass prints the matrix of this unit alone, for tests:
// each printed line comes from the same linker that the runtime uses.
// FlattenedPrinterPass prints the copy that the analysis sees.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_PLUGIN_POLYCHROMEPASS_H
#define POLYCHROME_PLUGIN_POLYCHROMEPASS_H

#include "llvm/IR/PassManager.h"

namespace llvm {
class raw_ostream;
}

namespace polychrome {

struct PolychromePass : llvm::PassInfoMixin<PolychromePass> {
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }
};

class PolychromePrinterPass : public llvm::PassInfoMixin<PolychromePrinterPass> {
public:
  explicit PolychromePrinterPass(llvm::raw_ostream &S) : OS(S) {}
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }

private:
  llvm::raw_ostream &OS;
};

class FlattenedPrinterPass : public llvm::PassInfoMixin<FlattenedPrinterPass> {
public:
  explicit FlattenedPrinterPass(llvm::raw_ostream &S, bool Values = false)
      : OS(S), WithValues(Values) {}
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }

private:
  llvm::raw_ostream &OS;
  bool WithValues;
};

} // namespace polychrome

#endif // POLYCHROME_PLUGIN_POLYCHROMEPASS_H

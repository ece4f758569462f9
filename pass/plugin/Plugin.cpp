//===- Plugin.cpp - Registration with clang and opt -----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass runs first in every pipeline, before the inliner buries the functions
// that library models name. Loaded with -fplugin= as well as -fpass-plugin=, so
// that clang knows its -mllvm options.
//
//===----------------------------------------------------------------------===//

#include "pass/plugin/LLVMVersion.h"
#include "pass/plugin/PolychromePass.h"

#include "llvm/Passes/PassBuilder.h"

using namespace llvm;

namespace {

bool parsePass(StringRef Name, ModulePassManager &MPM, ArrayRef<PassBuilder::PipelineElement>) {
  if (Name == "polychrome") {
    MPM.addPass(polychrome::PolychromePass());
    return true;
  }
  if (Name == "print<polychrome>") {
    MPM.addPass(polychrome::PolychromePrinterPass(outs()));
    return true;
  }
  if (Name == "print<polychrome-flat>") {
    MPM.addPass(polychrome::FlattenedPrinterPass(outs()));
    return true;
  }
  if (Name == "print<polychrome-values>") {
    MPM.addPass(polychrome::FlattenedPrinterPass(outs(), /*Values=*/true));
    return true;
  }
  return false;
}

} // namespace

extern "C" LLVM_ATTRIBUTE_WEAK PassPluginLibraryInfo llvmGetPassPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "polychrome", "1", [](PassBuilder &PB) {
            PB.registerPipelineStartEPCallback([](ModulePassManager &MPM, OptimizationLevel) {
              MPM.addPass(polychrome::PolychromePass());
            });
            PB.registerPipelineParsingCallback(parsePass);
          }};
}

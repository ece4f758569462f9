//===- Reachable.h - What of a module the analysis has to look at *- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of the thousands of functions in a unit that includes Asio, most are library code
// that models describe or that only main runs. The private copy leaves them out.
//
// Soundness: a function without a summary is an unknown target. What is left out here
// is called by nothing that has a summary in this unit, and a unit that calls it has a
// copy of its own.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_REACHABLE_H
#define POLYCHROME_ANALYSIS_REACHABLE_H

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace llvm {
class DataLayout;
class Function;
class GlobalValue;
class LoadInst;
class Module;
} // namespace llvm

namespace polychrome {

class Models;

/// The functions whose bodies the roots may run, and the aliases of them. Models cut.
llvm::DenseSet<const llvm::GlobalValue *>
reachableDefinitions(const llvm::Module &M, const llvm::SmallPtrSetImpl<llvm::Function *> &Roots,
                     const Models &Lib);

/// A load of a virtual function from a vtable, which never changes.
bool readsVtable(const llvm::LoadInst &L, const llvm::DataLayout &DL);

/// The runtime's side of Asio's scheduler, which runs around handlers and never in one.
bool isGlue(const llvm::Function &F);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_REACHABLE_H

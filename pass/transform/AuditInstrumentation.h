//===- AuditInstrumentation.h - Every access is reported --------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For --polychrome=audit: calls of polychrome/audit.h at each load, store, atomic
// operation and memory intrinsic of the unit, and at calls of what models describe.
// Left alone is only what lies in the function's own stack variables, what nobody ever
// writes, and what a model calls private.
//
// A model stands for a function's body. So the bodies of modelled functions do not
// count; at a call, the arguments' objects count as the model says, as far as their size
// is known from an attribute, or from the arguments of functions that everybody knows.
// The effects on what is behind them (a container's storage, a descriptor's object) are
// not reported: audited code that reaches the same memory is.
//
// Runs after the analysis, on the module that is compiled: nothing has been inlined yet.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TRANSFORM_AUDITINSTRUMENTATION_H
#define POLYCHROME_TRANSFORM_AUDITINSTRUMENTATION_H

#include "llvm/ADT/DenseSet.h"

namespace llvm {
class Function;
class Module;
} // namespace llvm

namespace polychrome {

class Models;

/// `Handlers` are the functions that the event loop calls: what they do counts even where
/// they are called from the body of a modelled function.
void instrumentForAudit(llvm::Module &M, const Models &Lib,
                        const llvm::DenseSet<const llvm::Function *> &Handlers);

} // namespace polychrome

#endif // POLYCHROME_TRANSFORM_AUDITINSTRUMENTATION_H

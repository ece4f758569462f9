//===- RecordEmission.h - Records as sections of an object ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Puts the records of polychrome/abi.h into the module: each a global in the
// records section and, where it describes a function, in that function's COMDAT
// group, so that the linker drops it together with a discarded copy. One
// constructor a linked module hands the section to the runtime.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TRANSFORM_RECORDEMISSION_H
#define POLYCHROME_TRANSFORM_RECORDEMISSION_H

#include "polychrome/abi.h"

#include "llvm/ADT/StringRef.h"

namespace llvm {
class Comdat;
class Function;
class GlobalVariable;
class Module;
} // namespace llvm

namespace polychrome {

/// `Subject` is what the record's `function` field points to, or null. `Group` is the
/// COMDAT that the record joins, or null.
llvm::GlobalVariable *emitRecord(llvm::Module &M, polychrome_record_kind Kind,
                                 llvm::Function *Subject, llvm::Comdat *Group,
                                 llvm::StringRef Payload);

/// Where a function's summary belongs. A handler's stays or goes with the copy of the
/// function that the linker keeps. That of an inline function has a group of its own, since
/// a group is kept whole: in the function's own it would keep the function, which has
/// usually been inlined wherever it was called. All its copies are the same, so are their
/// summaries, and the linker keeps one.
llvm::Comdat *summaryGroup(llvm::Module &M, const llvm::Function &F, bool Handler);

/// Once per module, after the records.
void emitRegistration(llvm::Module &M);

} // namespace polychrome

#endif // POLYCHROME_TRANSFORM_RECORDEMISSION_H

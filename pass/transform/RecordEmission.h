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
class Function;
class GlobalObject;
class GlobalVariable;
class Module;
} // namespace llvm

namespace polychrome {

/// `Subject` is what the record's `function` field points to, or null. `Group`
/// is the object whose COMDAT the record joins, or null for a record of its own.
llvm::GlobalVariable *emitRecord(llvm::Module &M, polychrome_record_kind Kind,
                                 llvm::Function *Subject, llvm::GlobalObject *Group,
                                 llvm::StringRef Payload);

/// Once per module, after the records.
void emitRegistration(llvm::Module &M);

} // namespace polychrome

#endif // POLYCHROME_TRANSFORM_RECORDEMISSION_H

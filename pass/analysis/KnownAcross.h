//===- KnownAcross.h - What calls leave alone -----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes down, for LLVM's optimiser, that calls do not change what is known of a closure,
// nor the copies of it in local objects: the bytes are read before a call and written back
// behind it. Which calls may be treated so, the models say, and whether the address can
// have reached anybody by then.
//
// Soundness: as Specialise.h says.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_KNOWNACROSS_H
#define POLYCHROME_ANALYSIS_KNOWNACROSS_H

#include "llvm/ADT/ArrayRef.h"

namespace llvm {
class Function;
class Value;
} // namespace llvm

namespace polychrome {

class Models;
struct KnownBytes;

/// S is a scratch copy, Closure one of its parameters.
void keepAcross(llvm::Function &S, llvm::Value &Closure, llvm::ArrayRef<KnownBytes> Known,
                const Models &Lib);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_KNOWNACROSS_H

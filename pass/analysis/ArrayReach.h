//===- ArrayReach.h - How far a pointer to an array's element goes -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that is passed an array gets a pointer to the first element, and may go to the
// array's end, not beyond. Where the array was, only the call's own argument says: another
// pointer to the same address may be one to the object around. So it is noted at the call,
// before LLVM folds the two into one value.
//
// Not so for a row of an array of arrays, since programs pass the first one for all; nor for
// an array that a struct ends in, unless the struct has members that are classes: memory for
// such ones is not made larger than they are. Arrays of one element may be flexible ones.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_ARRAYREACH_H
#define POLYCHROME_ANALYSIS_ARRAYREACH_H

#include <cstdint>

namespace llvm {
class CallBase;
class Function;
} // namespace llvm

namespace polychrome {

/// Notes it at the calls of F, which is as clang made it.
void noteArrays(llvm::Function &F);

/// The bytes from the argument to the end of the array, or model::UnknownSize.
std::uint64_t arrayReach(const llvm::CallBase &C, unsigned Arg);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_ARRAYREACH_H

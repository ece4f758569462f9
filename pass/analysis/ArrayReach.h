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
// The same goes for a pointer that walks over the array, in a loop or by an index: it starts as
// the address of an element, and steps of elements leave it in the array. A constant distance is
// taken as it is, since programs get from a member to the object around it by that; a pointer
// that has gone back by one, or far, walks nowhere known.
//
// Not so for a row of an array of arrays, since programs pass the first one for all; nor for
// an array that a struct ends in, unless the struct has members that are classes: memory for
// such ones is not made larger than they are. Arrays of one element may be flexible ones.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_ARRAYREACH_H
#define POLYCHROME_ANALYSIS_ARRAYREACH_H

#include "llvm/ADT/SmallVector.h"

#include <cstdint>
#include <optional>

namespace llvm {
class CallBase;
class Function;
class GEPOperator;
class Value;
} // namespace llvm

namespace polychrome {

/// Notes it at the calls of F, which is as clang made it, and where an array becomes a pointer.
void noteArrays(llvm::Function &F);

/// Forgets it of F's own variables: they are nobody else's, and LLVM takes apart only what it sees
/// all uses of. Whether there was one.
bool dropLocalWalks(llvm::Function &F);

/// Where an array became a pointer, which may go on by so many bytes, to behind the last element.
struct WalkedArray {
  const llvm::Value *Begin;
  std::uint64_t Bytes;
  std::uint64_t Element; ///< bytes
};

/// The arrays that the result of this step may point into or behind, if that is all that it can
/// be.
std::optional<llvm::SmallVector<WalkedArray, 2>> walkedArrays(const llvm::GEPOperator &Last);

/// The bytes from the argument to the end of the array, or model::UnknownSize.
std::uint64_t arrayReach(const llvm::CallBase &C, unsigned Arg);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_ARRAYREACH_H

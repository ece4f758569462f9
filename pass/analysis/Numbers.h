//===- Numbers.h - Integers that are no addresses --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which integers cannot be turned back into the address that they were computed from, so that
// PointerValues.h need not follow it: everything else that is computed from an address may
// be one.
//
// Soundness: what assumption 7 of docs/what-polychrome-assumes.md says. An address that is taken
// apart into bytes or halves and put together again is followed.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_NUMBERS_H
#define POLYCHROME_ANALYSIS_NUMBERS_H

namespace llvm {
class Instruction;
class StringRef;
class Type;
} // namespace llvm

namespace polychrome {

/// The difference of two pointers to elements, which are of one array: a number of elements,
/// that leads nowhere without one of the two.
bool countsElements(const llvm::Instruction &I);

/// A multiple, as of the digits before when a number is read, or that and the next digit.
/// Bytes of which an address is put together are multiplied by powers of two.
bool countsInTens(const llvm::Instruction &I);

/// Does a container of this struct type keep in such a member how many elements or buckets it has?
bool countsNodes(const llvm::Type &Member, llvm::StringRef Struct);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_NUMBERS_H

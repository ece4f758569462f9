//===- Marks.h - [[polychrome::...]] in the IR ------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the source says about its functions, variables and fields arrives as annotations.
//
//   commutes      updates by one commuting operator become atomic read-modify-writes, of
//                 which the result is unused. An update of another form stays as it is,
//                 and conflicts.
//   independent   a promise that accesses are nobody else's business: they are an effect
//                 that conflicts with nothing and cites the promise.
//   pure          a promise about a function without a body here: it changes nothing, and
//                 reads what its arguments point to and what is stored there.
//
// Soundness: the last two are believed. The first is not: only what has become one atomic
// operation counts as commuting.
//
// Not handled: clang does not annotate variables that a unit only declares.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TRANSFORM_MARKS_H
#define POLYCHROME_TRANSFORM_MARKS_H

namespace llvm {
class Module;
} // namespace llvm

namespace polychrome {

class Models;

/// Before the analysis.
void makeUpdatesAtomic(llvm::Module &M);

/// The functions and variables about which something is promised become models.
void addPromises(const llvm::Module &M, Models &Lib);

/// After the analysis: fields' annotations would keep later passes from their work.
void dropFieldMarks(llvm::Module &M);

} // namespace polychrome

#endif // POLYCHROME_TRANSFORM_MARKS_H

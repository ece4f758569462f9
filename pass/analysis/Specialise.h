//===- Specialise.h - A handler for one closure -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is left of a flattened handler when some bytes of its closure are known, which
// dispatch has read. LLVM's own optimiser finds out: on a scratch copy of the body, with
// the bytes assumed on entry, a marker in every branch and one at each value in question.
// A branch whose marker the optimiser has removed cannot be taken; a value that has become
// a constant at its marker is that constant. Only that is used of the scratch copy; the
// body that is analysed loses the dead branches, has the constants, and nothing else.
//
// Soundness: the assumption is made at entry, about bytes that dispatch reads and nobody
// writes while the operation is queued. Whatever may change them, or a copy of them in a
// local object, before they are used ends what the optimiser knows: a store through a
// pointer, a call that may know the address. Modelled functions are given what their
// models say, by its address; calls and atomic operations that the address cannot have
// reached yet change nothing there, because nothing elsewhere in memory points into an
// operation that belongs to its invocation.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_SPECIALISE_H
#define POLYCHROME_ANALYSIS_SPECIALISE_H

#include "pass/model/Summary.h"

#include "llvm/ADT/ArrayRef.h"

#include <cstdint>
#include <optional>

namespace llvm {
class Constant;
class DataLayout;
class Function;
class Instruction;
class Value;
} // namespace llvm

namespace polychrome {

class Models;

/// The bytes of the closure at Offset, as a number: those under Mask are Value.
struct KnownBytes {
  std::uint32_t Offset = 0;
  std::uint8_t Size = 8; ///< 1, 2, 4 or 8
  std::uint64_t Mask = ~std::uint64_t(0);
  llvm::Constant *Value = nullptr; ///< an integer of Size bytes, an address perhaps
};

struct Specialised {
  /// In the same module, for the caller to erase; null if nothing is known of F that was
  /// not known before, or F is too large.
  llvm::Function *Body = nullptr;
  unsigned Branches = 0; ///< how many were cut off
  unsigned Values = 0;   ///< how many of those asked about are constants
};

/// The flattened function F, whose parameter number Closure is the closure. Values are
/// instructions of F that yield integers of eight bytes or pointers.
Specialised specialise(llvm::Function &F, unsigned Closure, llvm::ArrayRef<KnownBytes> Known,
                       llvm::ArrayRef<llvm::Instruction *> Values, const Models &Lib);

/// The number of the parameter that is the closure; nothing where dispatch reads none.
std::optional<unsigned> closureOf(const llvm::Function &F, model::HandlerKind Kind);

/// The byte offset from the closure, if V is an address in it.
std::optional<std::uint64_t> offsetIn(const llvm::Value *Closure, const llvm::Value *V,
                                      const llvm::DataLayout &DL);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_SPECIALISE_H

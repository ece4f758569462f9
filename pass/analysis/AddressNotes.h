//===- AddressNotes.h - What is known of an address ------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A note about an address that outlives inlining and simplification: an assumption about the
// pointer, with metadata.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_ADDRESSNOTES_H
#define POLYCHROME_ANALYSIS_ADDRESSNOTES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/IR/IRBuilder.h"

#include <optional>

namespace polychrome {

/// Notes What, of this kind, about Address.
void noteAddress(llvm::IRBuilder<> &Here, llvm::Value *Address, llvm::StringRef Kind,
                 llvm::MDNode *What);

struct AddressNote {
  const llvm::Value *Address;
  const llvm::MDNode *What;
};

/// The note of this kind that I is, if it is one.
std::optional<AddressNote> addressNote(const llvm::Instruction &I, llvm::StringRef Kind);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_ADDRESSNOTES_H

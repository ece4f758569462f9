//===- BoundTargets.h - Functions that a closure brings along ---*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handler made by std::bind, or one that is a plain function pointer, has a type that
// several functions may be behind; which one it is lies in the closure. Dispatch can read
// it. So such a handler gets a body for each function that it may be: itself, with that
// pointer known and that function inlined.
//
// Which functions may be there is a guess, and needs to be no more: a row is taken only if
// the closure holds that very function's address. Another unit's function, a virtual
// member function, a pointer to a member of a base at another offset: no row matches, and
// the handler runs alone.
//
// Soundness: as specialise() says; and the bytes must not be changed by the handler
// itself, which the row's own effects tell (Regions.cpp).
//
// Not handled: closures that hold several functions, std::function.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_BOUNDTARGETS_H
#define POLYCHROME_ANALYSIS_BOUNDTARGETS_H

#include "pass/analysis/Flatten.h"
#include "pass/analysis/TypeTags.h"

#include <optional>
#include <string>
#include <vector>

namespace polychrome {

class Models;

/// Loads and stores of member pointers as two of one word each, so that the function's
/// address and the distance to the object are told apart.
void splitMemberPointers(llvm::Function &F);

/// The handler, if this is the function in its closure.
struct BoundHandler {
  llvm::Function *Target = nullptr; ///< of the unit
  llvm::Function *Body = nullptr;   ///< in the copy, for the caller to erase
  std::uint32_t Offset = 0;         ///< of the pointer in the closure
  bool Member = false;              ///< the pointer is followed by a distance, which is 0
};

class BoundTargets {
public:
  /// M is the unit, Copy the flattened one.
  BoundTargets(llvm::Module &M, const Flat &Copy, const Models &Lib, TypeTags &Tags);

  /// The bodies of the flattened handler F, one for each function that it may call.
  std::vector<BoundHandler> of(llvm::Function &F, model::HandlerKind Kind);

private:
  struct Slot {
    std::uint32_t Offset = 0;
    bool Member = false;
    const llvm::FunctionType *Type = nullptr;
    std::vector<llvm::Instruction *> Values; ///< of F: those that come from there
  };
  struct Candidate {
    llvm::Function *F = nullptr; ///< of the unit
    std::string Class;           ///< or namespace
    std::string Parameters;
  };

  llvm::Module &M;
  const Flat &Copy;
  const Models &Lib;
  TypeTags &Tags;
  std::optional<std::vector<Candidate>> Candidates;

  void collectCandidates();
  std::optional<Slot> slotOf(llvm::Function &F, unsigned Closure, llvm::StringRef Handler);
  bool mayBe(const Candidate &C, const Slot &S, llvm::StringRef Handler) const;
  llvm::Function *bodyFor(llvm::Function &F, unsigned Closure, const Slot &S,
                          const Candidate &C) const;
};

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_BOUNDTARGETS_H

//===- Lifetimes.h - Where objects begin and end ----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Strict aliasing keeps types apart while an object lives; a pool may then use its memory
// for an object of another type. So the end of an object is a write of all its bytes, by
// whoever ends it: everybody who uses it is ordered before that, and what comes to lie
// there later is made after that, since it comes from what the pool has written. The
// allocator's own release is modelled as such a write (`free`). This does the same for the
// rest: a class's own operator delete and a destructor write the object, and a
// constructor writes it in memory that is not new, where what was there before may have
// ended without a word.
//
// The analysed copy says so by assumptions, which block no promotion of local objects:
// theirs are nobody else's business.
//
// Not handled: objects without constructor and destructor in a pool behind a `void *`; see
// Reuse.h.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_LIFETIMES_H
#define POLYCHROME_ANALYSIS_LIFETIMES_H

#include <cstdint>
#include <optional>
#include <string>

namespace llvm {
class Function;
class Instruction;
class Value;
} // namespace llvm

namespace polychrome {

struct Lifetime {
  const llvm::Value *Object = nullptr;
  bool Begins = false; ///< rather than ends
  std::uint64_t Size = 0;
  std::string Type; ///< as ObjectTypes names it; "" if not known
};

/// Notes it at the beginning of F, if F begins or ends an object.
void noteLifetimes(llvm::Function &F);

/// What was noted there.
std::optional<Lifetime> lifetimeAt(const llvm::Instruction &I);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_LIFETIMES_H

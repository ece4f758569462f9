//===- Alternatives.h - Members of which one is there -----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A std::variant, a std::any or a union has one of several objects in the same bytes. Where one of
// them is a container and another one a pointer, or a container of something else, the bytes say
// nothing of who owns what they lead to. The library's accessors are inlined later on, so what
// they return is noted; so is the place of a union of the program's own that has a container.
//
// Not handled: a union that is reached by a pointer to itself.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_ALTERNATIVES_H
#define POLYCHROME_ANALYSIS_ALTERNATIVES_H

#include <cstdint>
#include <optional>
#include <utility>

namespace llvm {
class Function;
class Instruction;
class Value;
} // namespace llvm

namespace polychrome {

/// Notes what F returns, if it gives access to one of several objects, and where F finds unions.
void noteAlternatives(llvm::Function &F);

/// The address that a note is about, and how many bytes from there.
std::optional<std::pair<const llvm::Value *, std::uint64_t>>
alternativeAt(const llvm::Instruction &I);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_ALTERNATIVES_H

//===- AtomicTags.h - The types of std::atomic's accesses -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang gives the atomic builtins no TBAA tag, so a counter of which the handlers only know that
// it is a number would meet every access through a pointer that is not traced. The members of
// libstdc++'s std::__atomic_base<T> access a member of type T, and their names say what T is: the
// accesses get the tag that a plain one of T has.
//
// What soundness rests on is strict aliasing, as for every tag: where it is off, the function has
// no tag at all, and gets none. Left alone are characters, which alias everything, pointers, which
// newer clangs tell apart, and the builtins where a program calls them itself.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_ATOMICTAGS_H
#define POLYCHROME_ANALYSIS_ATOMICTAGS_H

namespace llvm {
class Function;
} // namespace llvm

namespace polychrome {

/// Before anything is inlined.
void tagAtomics(llvm::Function &F);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_ATOMICTAGS_H

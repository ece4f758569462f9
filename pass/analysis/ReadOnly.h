//===- ReadOnly.h - Variables that a unit only reads ------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tables are often not const, although nobody writes them. Each unit says which variables it
// only reads; where every unit took part and none does more, a variable is as good as constant.
// What a pointer in its initializer leads to is constant where that is text or numbers.
//
// Soundness: all code of the unit counts, whether a handler reaches it or not. Each use of the
// address is followed, through local variables that hold it and into functions whose body the
// unit has. Whatever else is done with it, be it a comparison with anything but a pointer, may
// be a write by somebody else.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_READONLY_H
#define POLYCHROME_ANALYSIS_READONLY_H

namespace llvm {
class GlobalVariable;
} // namespace llvm

namespace polychrome {

/// Does the unit only read it, and let its address go nowhere?
bool isOnlyRead(const llvm::GlobalVariable &G);

/// Does the unit give it its value, in which all pointers lead to constants without any?
bool leadsToConstants(const llvm::GlobalVariable &G);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_READONLY_H

//===- Registrations.h - What libraries are told to call --------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions of the program's that a library calls later, on an occasion that a model
// names with calls(OCCASION): destructors of exception objects, new handlers, what runs
// when the process aborts, an executor's members. Each unit says what it registers,
// wherever in the unit that is; an empty name stands for a function that is not known.
//
// Soundness: a unit that takes no part registers nothing (assumption 6).
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_REGISTRATIONS_H
#define POLYCHROME_ANALYSIS_REGISTRATIONS_H

#include "pass/model/Summary.h"

#include "llvm/ADT/StringRef.h"

#include <vector>

namespace llvm {
class Module;
} // namespace llvm

namespace polychrome {

void addRegistrations(const llvm::Module &M, llvm::StringRef Unit,
                      std::vector<model::VirtualEntry> &Out);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_REGISTRATIONS_H

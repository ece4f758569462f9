//===- ValueComments.h - Pointer values beside the IR -----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Prints flattened functions with what each value may point to behind it, as a comment:
// for those who look for the place where the analysis loses a pointer.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_REPORT_VALUECOMMENTS_H
#define POLYCHROME_REPORT_VALUECOMMENTS_H

namespace llvm {
class raw_ostream;
}

namespace polychrome {

class Models;
struct Flat;

void printWithValues(const Flat &Copy, const Models &Lib, llvm::raw_ostream &OS);

} // namespace polychrome

#endif // POLYCHROME_REPORT_VALUECOMMENTS_H

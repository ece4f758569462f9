//===- Listing.h - A program's rows and matrix as plain text ----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The test surface of the analysis: one line for each effect and each cell, in a
// form that FileCheck can match.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_REPORT_LISTING_H
#define POLYCHROME_REPORT_LISTING_H

namespace llvm {
class raw_ostream;
}

namespace polychrome {
namespace model {
struct Program;
}

/// `handler NAME`, then its effects indented, then `cell A B BITS` for every pair.
void printListing(const model::Program &P, llvm::raw_ostream &OS);

} // namespace polychrome

#endif // POLYCHROME_REPORT_LISTING_H

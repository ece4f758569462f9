//===- Listing.cpp - A program's rows and matrix as plain text ------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/report/Listing.h"

#include "pass/model/Program.h"

#include "llvm/Support/raw_ostream.h"

namespace polychrome {

using namespace model;

static void printEffect(const HandlerEffect &E, llvm::raw_ostream &OS) {
  OS << "  " << name(E.What.How) << ' ' << E.Text << " <" << str(E.What.Where) << '>';
  if (E.What.At.Line)
    OS << " at " << E.What.At.File << ':' << E.What.At.Line << ':' << E.What.At.Column;
  if (!E.What.Assumed.empty())
    OS << " assumed " << E.What.Assumed;
  if (!E.What.Note.empty())
    OS << " (" << E.What.Note << ')';
  OS << '\n';
}

void printListing(const Program &P, llvm::raw_ostream &OS) {
  for (const Row &R : P.Rows) {
    OS << "handler " << R.Name;
    if (R.Exclusive)
      OS << " exclusive: " << R.Why;
    else if (R.Pinned)
      OS << " pinned: " << R.Why;
    if (R.Queue)
      OS << " queue: closure[" << *R.Queue << ']';
    OS << '\n';
    for (const HandlerEffect &E : R.Effects)
      printEffect(E, OS);
  }
  for (const Cell &C : P.Cells)
    for (const Reason &R : C.Reasons)
      OS << "reason " << C.A << ' ' << C.B << (R.Context ? " context: " : " global: ")
         << P.Rows[C.A].Effects[R.A].Text << " | " << P.Rows[C.B].Effects[R.B].Text << '\n';
  for (std::uint32_t B = 0; B != P.Rows.size(); ++B)
    for (std::uint32_t A = 0; A <= B; ++A)
      OS << "cell " << P.Rows[A].Name << " | " << P.Rows[B].Name << " = " << P.bits(A, B).text()
         << '\n';
}

} // namespace polychrome

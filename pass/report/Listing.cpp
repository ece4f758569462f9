//===- Listing.cpp - A program's rows and matrix as plain text ------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/report/Listing.h"

#include "pass/model/Lineage.h"
#include "pass/model/Program.h"

#include "llvm/Support/raw_ostream.h"

namespace polychrome {

using namespace model;

static void printEffect(const HandlerEffect &E, llvm::raw_ostream &OS) {
  OS << "  " << name(E.What.How) << ' ' << E.Text << " <" << str(E.What.Where) << '>';
  if (E.What.At.Line)
    OS << " at " << E.What.At.File.str() << ':' << E.What.At.Line << ':' << E.What.At.Column;
  if (!E.What.Assumed.empty())
    OS << " assumed " << E.What.Assumed.str();
  if (!E.What.Note.empty())
    OS << " (" << E.What.Note.str() << ')';
  OS << '\n';
}

/// What may follow from the row's invocations.
static void printLineage(const Program &P, const Row &R, const Lineage &L, llvm::raw_ostream &OS) {
  OS << "lineage " << R.Name << ':';
  if (L.Any)
    OS << " anything";
  else if (L.Rows.empty())
    OS << " nothing";
  for (std::uint32_t Next : L.Rows)
    OS << ' ' << P.Rows[Next].Name << (L.Untraced.count(Next) ? " (untraced)" : "");
  OS << '\n';
  for (const auto &[Next, C] : L.Claims) {
    OS << "  claim of " << P.Rows[Next].Name << ": " << (C.Write ? "writes" : "reads")
       << " closure[" << C.Slot << "]->" << C.Lo << "..";
    if (C.Hi == std::numeric_limits<std::int64_t>::max())
      OS << "end";
    else
      OS << C.Hi;
    OS << (C.Owned ? " owned\n" : "\n");
  }
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
  const std::vector<Lineage> Next = lineages(P);
  for (const Row &R : P.Rows)
    if (!R.Exclusive)
      printLineage(P, R, Next[R.Id], OS);
}

} // namespace polychrome

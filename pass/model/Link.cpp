//===- Link.cpp - From records to a program -------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Link.h"

#include "pass/model/Matrix.h"
#include "pass/model/Regions.h"
#include "pass/model/SplitRows.h"
#include "pass/model/Substitute.h"
#include "pass/model/Types.h"

#include <algorithm>
#include <map>

namespace polychrome::model {

namespace {

using Record = std::pair<FunctionSummary, const void *>;

/// The handlers' records, one for each symbol, in an order that does not depend
/// on the order of the sections.
std::vector<const Record *> handlers(const RecordSet &Records) {
  std::map<std::string, const Record *> BySymbol;
  for (const Record &R : Records.Functions)
    if (R.first.Kind != HandlerKind::None)
      BySymbol.emplace(R.first.Symbol, &R);
  std::vector<const Record *> Out;
  for (const auto &[Symbol, R] : BySymbol)
    Out.push_back(R);
  std::sort(Out.begin(), Out.end(), [](const Record *A, const Record *B) {
    return std::tie(A->first.At, A->first.Name, A->first.Symbol) <
           std::tie(B->first.At, B->first.Name, B->first.Symbol);
  });
  return Out;
}

void addRows(const FunctionSummary &F, Substitution &Calls, const Types &T, Program &Out) {
  for (const Body &B : F.Bodies) {
    Row R;
    R.Id = std::uint32_t(Out.Rows.size());
    R.Name = F.Name;
    R.At = F.At;
    R.Kind = F.Kind;
    R.Symbol = F.Symbol;
    R.When = B.When;
    placeEffects(Calls.close(B), Calls.paths(), F, T, R);
    std::sort(R.Effects.begin(), R.Effects.end(),
              [](const HandlerEffect &A, const HandlerEffect &C) {
                return std::tie(A.Where, A.What) < std::tie(C.Where, C.What);
              });
    Out.Rows.push_back(std::move(R));
  }
}

Program linkRows(const RecordSet &Records, const Types &T) {
  Program Out;
  for (const UnitInfo &U : Records.Units)
    Out.Units.push_back({U.Name, U.Instrumented});
  std::sort(Out.Units.begin(), Out.Units.end(),
            [](const Unit &A, const Unit &B) { return A.Name < B.Name; });
  Substitution Calls(Records);
  for (const Record *R : handlers(Records)) {
    const FunctionSummary &F = R->first;
    Entry E{F.Symbol, F.Kind, R->second, std::uint32_t(Out.Rows.size()), 0};
    // A trampoline has no row of its own: dispatch looks at what it leads to.
    if (F.Kind != HandlerKind::Trampoline)
      addRows(F, Calls, T, Out);
    E.NumRows = std::uint32_t(Out.Rows.size()) - E.FirstRow;
    Out.Entries.push_back(std::move(E));
  }
  std::sort(Out.Entries.begin(), Out.Entries.end(), [](const Entry &A, const Entry &B) {
    return std::tie(A.Address, A.Symbol) < std::tie(B.Address, B.Symbol);
  });
  fillMatrix(Out, T);
  joinEqualRows(Out);
  nameOutcomes(Out);
  return Out;
}

} // namespace

Program link(const RecordSet &Records) { return linkRows(Records, Types(Records)); }

Program linkExplained(const RecordSet &Records) {
  Types T(Records);
  Program Out = linkRows(Records, T);
  explainCells(Out, T);
  return Out;
}

} // namespace polychrome::model

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
#include <string_view>

namespace polychrome::model {

namespace {

using Record = std::pair<FunctionSummary, const void *>;

/// The last part of a path: the same wherever the sources lie.
std::string_view fileName(std::string_view Path) { return Path.substr(Path.rfind('/') + 1); }

/// The handlers' records, one for each symbol, in an order that depends neither on
/// the order of the sections nor on the folder that the program was built in.
std::vector<const Record *> handlers(const RecordSet &Records) {
  std::map<std::string, const Record *> BySymbol;
  for (const Record &R : Records.Functions)
    if (R.first.Kind != HandlerKind::None && R.first.Bound.Handler.empty())
      BySymbol.emplace(R.first.Symbol, &R);
  std::vector<const Record *> Out;
  for (const auto &[Symbol, R] : BySymbol)
    Out.push_back(R);
  std::sort(Out.begin(), Out.end(), [](const Record *A, const Record *B) {
    auto FileA = fileName(A->first.At.File), FileB = fileName(B->first.At.File);
    return std::tie(FileA, A->first.At, A->first.Name, A->first.Symbol) <
           std::tie(FileB, B->first.At, B->first.Name, B->first.Symbol);
  });
  return Out;
}

/// By handler and, for each function that its closure may hold, the record for that.
using BoundRecords = std::map<std::string, std::map<std::string, const Record *>>;

BoundRecords boundRecords(const RecordSet &Records) {
  BoundRecords Out;
  for (const Record &R : Records.Functions)
    if (!R.first.Bound.Handler.empty())
      Out[R.first.Bound.Handler].emplace(R.first.Bound.Target, &R);
  for (auto &[Handler, ByTarget] : Out) {
    // Functions that the linker has made one cannot be told apart.
    std::map<const void *, unsigned> Count;
    for (const auto &[Target, R] : ByTarget)
      ++Count[R->second];
    std::erase_if(ByTarget, [&](const auto &Entry) {
      const void *Address = Entry.second->second;
      return Address && Count[Address] > 1;
    });
  }
  return Out;
}

/// They are large: each is moved once.
std::vector<HandlerEffect> sorted(std::vector<HandlerEffect> Effects) {
  std::vector<HandlerEffect *> Order;
  Order.reserve(Effects.size());
  for (HandlerEffect &E : Effects)
    Order.push_back(&E);
  std::sort(Order.begin(), Order.end(), [](const HandlerEffect *A, const HandlerEffect *B) {
    return std::tie(A->Where, A->What) < std::tie(B->Where, B->What);
  });
  std::vector<HandlerEffect> Out;
  Out.reserve(Effects.size());
  for (HandlerEffect *E : Order)
    Out.push_back(std::move(*E));
  return Out;
}

void addRows(const FunctionSummary &F, const void *Address, Substitution &Calls, const Types &T,
             Program &Out) {
  for (const Body &B : F.Bodies) {
    Row R;
    if (!F.Bound.Handler.empty())
      R.Bound = {F.Bound.Offset, F.Bound.Member, Address};
    R.Id = std::uint32_t(Out.Rows.size());
    R.Name = F.Name;
    R.At = F.At;
    R.Kind = F.Kind;
    R.Symbol = F.Symbol;
    R.When = B.When;
    R.Slots = F.Slots;
    placeEffects(Calls.close(B), Calls.paths(), F, T, Calls.told(), R);
    R.Effects = sorted(std::move(R.Effects));
    Out.Rows.push_back(std::move(R));
  }
}

/// Those that do not depend on a function in the closure. Where there are some that do, and
/// these are of no other use than to run alone, that is what happens without them.
void addOwnRows(const FunctionSummary &F, Substitution &Calls, const Types &T, std::size_t First,
                Program &Out) {
  const std::size_t Own = Out.Rows.size();
  addRows(F, nullptr, Calls, T, Out);
  bool Alone = std::all_of(Out.Rows.begin() + std::ptrdiff_t(Own), Out.Rows.end(),
                           [](const Row &R) { return R.Exclusive; });
  if (Own != First && Alone)
    Out.Rows.resize(Own);
}

Program linkRows(const RecordSet &Records, Types &T, Telling How) {
  Program Out;
  for (const UnitInfo &U : Records.Units)
    Out.Units.push_back({U.Name, U.Instrumented});
  std::sort(Out.Units.begin(), Out.Units.end(),
            [](const Unit &A, const Unit &B) { return A.Name < B.Name; });
  Substitution Calls(Records, How);
  BoundRecords Bound = boundRecords(Records);
  for (const Record *R : handlers(Records)) {
    const FunctionSummary &F = R->first;
    Entry E{F.Symbol, F.Kind, R->second, std::uint32_t(Out.Rows.size()), 0};
    for (const auto &[Target, Of] : Bound[F.Symbol])
      addRows(Of->first, Of->second, Calls, T, Out);
    // A trampoline has no row of its own: dispatch looks at what it leads to.
    if (F.Kind != HandlerKind::Trampoline)
      addOwnRows(F, Calls, T, E.FirstRow, Out);
    E.NumRows = std::uint32_t(Out.Rows.size()) - E.FirstRow;
    Out.Entries.push_back(std::move(E));
  }
  std::sort(Out.Entries.begin(), Out.Entries.end(), [](const Entry &A, const Entry &B) {
    return std::tie(A.Address, A.Symbol) < std::tie(B.Address, B.Symbol);
  });
  for (const Row &R : Out.Rows)
    T.noteReuse(R);
  T.noteMade(Out.Rows);
  fillMatrix(Out, T);
  joinEqualRows(Out);
  nameOutcomes(Out);
  return Out;
}

} // namespace

Program link(const RecordSet &Records) {
  Types T(Records);
  return linkRows(Records, T, Telling::Verdicts);
}

Program linkExplained(const RecordSet &Records) {
  Types T(Records);
  Program Out = linkRows(Records, T, Telling::Reasons);
  explainCells(Out, T);
  return Out;
}

} // namespace polychrome::model

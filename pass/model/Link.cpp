//===- Link.cpp - From records to a program -------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Link.h"

#include "pass/model/EffectClasses.h"
#include "pass/model/Regions.h"
#include "pass/model/SplitRows.h"
#include "pass/model/Substitute.h"
#include "pass/model/Types.h"

#include <algorithm>
#include <map>

namespace polychrome::model {

namespace {

/// Enough to explain a cell; a footprint of hundreds of effects has thousands.
constexpr std::size_t MaxReasons = 16;

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
    placeEffects(Calls.close(B), Calls.paths(), F.Kind, T, R);
    std::sort(R.Effects.begin(), R.Effects.end(),
              [](const HandlerEffect &A, const HandlerEffect &C) {
                return std::tie(A.Where, A.What) < std::tie(C.Where, C.What);
              });
    Out.Rows.push_back(std::move(R));
  }
}

/// One cell, and which effects of A and of B made its bits.
Cell compare(const Row &A, const Row &B, EffectClasses &Classes, std::vector<bool> &UsedA,
             std::vector<bool> &UsedB) {
  Cell C{A.Id, B.Id, {}, {}};
  std::size_t Counts[2] = {0, 0};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> Compared;
  const std::vector<EffectClasses::Class> &Mine = Classes.of(A.Id), &Theirs = Classes.of(B.Id);
  for (std::uint32_t I = 0; I != A.Effects.size(); ++I)
    for (std::uint32_t J = A.Id == B.Id ? I : 0; J != B.Effects.size(); ++J) {
      CellBits Bits = Classes.conflict(Mine[I], Theirs[J]);
      C.Bits.Global |= Bits.Global;
      C.Bits.Context |= Bits.Context;
      C.Bits.Compare |= Bits.Compare;
      if (Bits.Context || Bits.Compare)
        Compared.push_back({I, J});
      if (!Bits.any())
        continue;
      if (Counts[Bits.Context]++ < MaxReasons)
        C.Reasons.push_back({Bits.Context, I, J});
    }
  // Alone means alone, whatever the footprints say.
  C.Bits.Global |= A.Exclusive || B.Exclusive;
  // What never runs together needs no comparing of keys.
  if (!C.Bits.Global)
    for (auto [I, J] : Compared)
      UsedA[I] = UsedB[J] = true;
  return C;
}

/// The ranges that dispatch has to compare, joined where they touch.
std::vector<KeyClaim> claims(const Row &R, const std::vector<bool> &Used) {
  std::vector<KeyClaim> All;
  for (std::size_t I = 0; I != R.Effects.size(); ++I) {
    const Region &W = R.Effects[I].Where;
    if (Used[I] && W.What == Region::Kind::Context)
      All.push_back({W.Slot, W.Lo, W.Hi, R.Effects[I].What.How != Mode::Read, W.Owned});
  }
  auto Group = [](const KeyClaim &C) { return std::tuple(C.Slot, C.Owned, C.Write, C.Lo, C.Hi); };
  std::sort(All.begin(), All.end(),
            [&](const KeyClaim &A, const KeyClaim &B) { return Group(A) < Group(B); });
  std::vector<KeyClaim> Out;
  for (const KeyClaim &C : All) {
    KeyClaim *Last = Out.empty() ? nullptr : &Out.back();
    if (Last && Last->Slot == C.Slot && Last->Owned == C.Owned && Last->Write == C.Write &&
        C.Lo <= Last->Hi)
      Last->Hi = std::max(Last->Hi, C.Hi);
    else
      Out.push_back(C);
  }
  return Out;
}

void fillMatrix(const Types &T, Program &Out) {
  std::size_t N = Out.Rows.size();
  Out.Matrix.resize(N * N);
  std::vector<std::vector<bool>> Used(N);
  for (std::size_t I = 0; I != N; ++I)
    Used[I].resize(Out.Rows[I].Effects.size());
  EffectClasses Classes(Out.Rows, T);
  for (std::uint32_t A = 0; A != N; ++A) {
    for (std::uint32_t B = A; B != N; ++B) {
      Cell C = compare(Out.Rows[A], Out.Rows[B], Classes, Used[A], Used[B]);
      Out.Matrix[A * N + B] = Out.Matrix[B * N + A] = C.Bits;
      if (C.Bits.any())
        Out.Cells.push_back(std::move(C));
    }
    Classes.finished(A);
  }
  for (std::size_t I = 0; I != N; ++I)
    Out.Rows[I].Claims = claims(Out.Rows[I], Used[I]);
}

} // namespace

Program link(const RecordSet &Records) {
  Program Out;
  for (const UnitInfo &U : Records.Units)
    Out.Units.push_back({U.Name, U.Instrumented});
  std::sort(Out.Units.begin(), Out.Units.end(),
            [](const Unit &A, const Unit &B) { return A.Name < B.Name; });
  Types T(Records);
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
  fillMatrix(T, Out);
  joinEqualRows(Out);
  nameOutcomes(Out);
  return Out;
}

} // namespace polychrome::model

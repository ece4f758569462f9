//===- Matrix.cpp - Rows compared with each other -------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Matrix.h"

#include "pass/model/ClassConflicts.h"
#include "pass/model/Conflict.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace polychrome::model {

namespace {

/// Enough to explain a cell; a footprint of hundreds of effects has thousands.
constexpr std::size_t MaxReasons = 16;

/// The rows that a row conflicts with.
ClassConflicts::Met metBy(const Row &R, const EffectClasses &Classes, const ClassConflicts &Meets) {
  const std::size_t N = Classes.rows();
  ClassConflicts::Met Out{RowSet(N), RowSet(N), RowSet(N)};
  for (EffectClasses::Class C : Classes.of(R.Id)) {
    const ClassConflicts::Met &One = Meets.of(C);
    Out.Never |= One.Never;
    Out.ByKey |= One.ByKey;
    Out.Compared |= One.Compared;
  }
  return Out;
}

/// A row's cells, which are 00 so far. By words: there are as many cells as rows have pairs.
void fillCells(const ClassConflicts::Met &Met, CellBits *Into) {
  constexpr std::size_t Bits = RowSet::bits_per_block;
  using Words = std::vector<RowSet::block_type>;
  auto WordsOf = [](const RowSet &Rows) {
    Words Out(Rows.num_blocks());
    boost::to_block_range(Rows, Out.begin());
    return Out;
  };
  const Words Never = WordsOf(Met.Never), ByKey = WordsOf(Met.ByKey),
              Compared = WordsOf(Met.Compared);
  for (std::size_t Word = 0; Word != Never.size(); ++Word) {
    const std::size_t First = Word * Bits, Count = std::min(Bits, Met.Never.size() - First);
    if (Never[Word] | ByKey[Word] | Compared[Word])
      for (std::size_t B = 0; B != Count; ++B)
        Into[First + B] = {(Never[Word] >> B & 1) != 0, (ByKey[Word] >> B & 1) != 0,
                           (Compared[Word] >> B & 1) != 0};
  }
}

/// Whatever meets a read also meets a write of the same bytes.
void dropReadsOfWritten(std::vector<KeyClaim> &Claims) {
  auto IsWritten = [All = Claims](const KeyClaim &Read) {
    return !Read.Write && std::any_of(All.begin(), All.end(), [&](const KeyClaim &W) {
      return W.Write && W.Slot == Read.Slot && W.Owned == Read.Owned && W.Lo <= Read.Lo &&
             W.Hi >= Read.Hi;
    });
  };
  std::erase_if(Claims, IsWritten);
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
  dropReadsOfWritten(Out);
  return Out;
}

} // namespace

void fillMatrix(Program &P, const Types &T) {
  const std::size_t N = P.Rows.size();
  P.Matrix.assign(N * N, CellBits{});
  const EffectClasses Classes(P.Rows);
  // Alone means alone, whatever the footprints say.
  RowSet Alone(N);
  for (const Row &R : P.Rows)
    Alone[R.Id] = R.Exclusive;
  const ClassConflicts Meets(Classes, Alone, T);
  for (Row &R : P.Rows) {
    ClassConflicts::Met Met = metBy(R, Classes, Meets);
    Met.Never |= Alone;
    if (R.Exclusive)
      Met.Never.set();
    fillCells(Met, &P.Matrix[R.Id * N]);
    // What never runs together needs no comparing of keys.
    std::vector<bool> Used;
    for (EffectClasses::Class C : Classes.of(R.Id)) {
      const ClassConflicts::Met &One = Meets.of(C);
      Used.push_back(!One.ByKey.is_subset_of(Met.Never) || !One.Compared.is_subset_of(Met.Never));
    }
    R.Claims = claims(R, Used);
  }
}

namespace {

/// conflict() of two classes, worked out once.
class PairBits {
public:
  PairBits(const EffectClasses &C, const Types &Known) : Classes(C), Meet(Known), Of(C.size()) {}

  CellBits of(EffectClasses::Class A, EffectClasses::Class B) {
    auto [It, New] = Of[A].try_emplace(B);
    if (New)
      It->second = conflict(Classes.example(A), Classes.example(B), Meet);
    return It->second;
  }

private:
  const EffectClasses &Classes;
  TypesMeet Meet;
  std::vector<std::unordered_map<EffectClasses::Class, CellBits>> Of;
};

void explain(Cell &C, const EffectClasses &Classes, PairBits &Pairs) {
  std::size_t Counts[2] = {0, 0};
  const auto &Mine = Classes.of(C.A), &Theirs = Classes.of(C.B);
  for (std::uint32_t I = 0; I != Mine.size(); ++I)
    for (std::uint32_t J = C.A == C.B ? I : 0; J != Theirs.size(); ++J) {
      CellBits Pair = Pairs.of(Mine[I], Theirs[J]);
      if (!Pair.any())
        continue;
      if (Counts[Pair.Context]++ < MaxReasons)
        C.Reasons.push_back({Pair.Context, I, J});
      if ((Counts[0] >= MaxReasons || !C.Bits.Global) &&
          (Counts[1] >= MaxReasons || !C.Bits.Context))
        return;
    }
}

} // namespace

void explainCells(Program &P, const Types &T) {
  const EffectClasses Classes(P.Rows);
  PairBits Pairs(Classes, T);
  P.Cells.clear();
  for (std::uint32_t A = 0; A != P.Rows.size(); ++A)
    for (std::uint32_t B = A; B != P.Rows.size(); ++B)
      if (CellBits Bits = P.bits(A, B); Bits.any())
        explain(P.Cells.emplace_back(Cell{A, B, Bits, {}}), Classes, Pairs);
}

} // namespace polychrome::model

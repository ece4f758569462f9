//===- SplitRows.cpp - Rows by outcome, where they matter -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/SplitRows.h"

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>
#include <vector>

namespace polychrome::model {

namespace {

/// Do the two rows of one handler mean the same to every row, themselves included?
bool equal(const Program &P, std::uint32_t A, std::uint32_t B) {
  const Row &R = P.Rows[A];
  const Row &S = P.Rows[B];
  if (R.Exclusive != S.Exclusive || R.Pinned != S.Pinned)
    return false;
  const std::size_t N = P.Rows.size();
  // There are as many cells as rows have pairs.
  static_assert(std::has_unique_object_representations_v<CellBits>);
  return std::memcmp(&P.Matrix[A * N], &P.Matrix[B * N], N * sizeof(CellBits)) == 0 &&
         P.bits(A, A) == P.bits(B, B);
}

/// The last of the outcomes of one summary, of which Row is the first: it applies always.
std::uint32_t lastOutcome(const Program &P, std::uint32_t Row) {
  while (P.Rows[Row].When.Size)
    ++Row;
  return Row;
}

/// Which rows stay.
std::vector<bool> needed(const Program &P) {
  std::vector<bool> Stays(P.Rows.size(), true);
  for (const Entry &E : P.Entries) {
    for (std::uint32_t First = E.FirstRow; First != E.FirstRow + E.NumRows;) {
      const std::uint32_t Last = lastOutcome(P, First);
      bool All = true;
      for (std::uint32_t R = First; R != Last; ++R)
        All &= equal(P, R, Last);
      // Rows are tried in order: one that stays needs those before it.
      for (std::uint32_t R = First; R != Last; ++R)
        Stays[R] = !All;
      First = Last + 1;
    }
  }
  return Stays;
}

} // namespace

void joinEqualRows(Program &P) {
  const std::vector<bool> Stays = needed(P);
  const std::size_t N = P.Rows.size();
  std::vector<std::uint32_t> Number(N + 1);
  for (std::size_t I = 0; I != N; ++I)
    Number[I + 1] = Number[I] + Stays[I];
  const std::size_t M = Number[N];
  if (M == N)
    return;
  std::vector<std::size_t> Kept;
  for (std::size_t I = 0; I != N; ++I)
    if (Stays[I])
      Kept.push_back(I);
  std::vector<CellBits> Matrix;
  Matrix.reserve(M * M);
  for (std::size_t A : Kept)
    for (std::size_t B : Kept)
      Matrix.push_back(P.Matrix[A * N + B]);
  P.Matrix = std::move(Matrix);
  for (Entry &E : P.Entries) {
    const std::uint32_t End = Number[E.FirstRow + E.NumRows];
    E.FirstRow = Number[E.FirstRow];
    E.NumRows = End - E.FirstRow;
  }
  std::vector<Row> Rows;
  Rows.reserve(M);
  for (Row &R : P.Rows)
    if (Stays[R.Id]) {
      Rows.push_back(std::move(R));
      Rows.back().Id = std::uint32_t(Rows.size() - 1);
    }
  P.Rows = std::move(Rows);
}

void nameOutcomes(Program &P) {
  for (const Entry &E : P.Entries)
    for (std::uint32_t First = E.FirstRow; First != E.FirstRow + E.NumRows;) {
      const std::uint32_t Last = lastOutcome(P, First);
      for (std::uint32_t R = First; First != Last && R <= Last; ++R)
        P.Rows[R].Name += " [" + P.Rows[R].When.Label + "]";
      First = Last + 1;
    }
}

} // namespace polychrome::model

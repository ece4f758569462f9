//===- ClassConflicts.cpp - Which rows a class of effects meets -----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/ClassConflicts.h"

#include "pass/model/Conflict.h"

#include <optional>

namespace polychrome::model {

ClassConflicts::ClassConflicts(const EffectClasses &Classes, const Types &Known)
    : All(Classes), Meet(Known) {
  const std::size_t N = All.rows();
  Found.resize(All.size(), {RowSet(N), RowSet(N), RowSet(N)});
  Rows.resize(All.size(), RowSet(N));
  for (std::uint32_t R = 0; R != N; ++R)
    for (Class C : All.of(R))
      Rows[C].set(R);
  sort();
  for (Group &G : Groups)
    findRowsOfOneType(G);
  for (const Group &A : Groups)
    for (const Group &B : Groups)
      compareGroups(A, B);
  std::vector<bool> Done(All.size());
  for (Class A : Others) {
    for (Class B = 0; B != All.size(); ++B)
      if (!Done[B])
        compare(A, B);
    Done[A] = true;
  }
}

void ClassConflicts::sort() {
  std::map<KeyedSort, std::size_t> Numbers;
  for (Class C = 0; C != All.size(); ++C) {
    std::optional<KeyedSort> Sort = keyedSort(All.example(C));
    if (!Sort) {
      Others.push_back(C);
      continue;
    }
    auto [It, New] = Numbers.try_emplace(*Sort, Groups.size());
    if (New)
      Groups.emplace_back().Rows.resize(All.rows());
    Group &G = Groups[It->second];
    G.ByType[keyedType(All.example(C))].push_back(C);
    G.Rows |= Rows[C];
  }
}

void ClassConflicts::findRowsOfOneType(Group &G) {
  RowSet Once(All.rows()), Twice(All.rows());
  for (const auto &[Type, Classes] : G.ByType) {
    RowSet &Mine = G.OfOneType.try_emplace(Type, All.rows()).first->second;
    for (Class C : Classes)
      Mine |= Rows[C];
    Twice |= Once & Mine;
    Once |= Mine;
  }
  for (auto &[Type, Mine] : G.OfOneType)
    Mine -= Twice;
}

/// What classes of A meet among those of B.
void ClassConflicts::compareGroups(const Group &A, const Group &B) {
  const CellBits Apart = otherTypes(All.example(A.ByType.begin()->second.front()),
                                    All.example(B.ByType.begin()->second.front()));
  for (const auto &[Type, Classes] : A.ByType) {
    auto Same = Type == UnknownType ? B.ByType.end() : B.ByType.find(Type);
    RowSet Elsewhere = B.Rows;
    if (Same != B.ByType.end())
      Elsewhere -= B.OfOneType.at(Type);
    for (Class C : Classes) {
      add(C, Elsewhere, Apart);
      if (Same != B.ByType.end())
        for (Class D : Same->second)
          add(C, Rows[D], conflict(All.example(C), All.example(D), Meet));
    }
  }
}

void ClassConflicts::compare(Class A, Class B) {
  const CellBits Bits = conflict(All.example(A), All.example(B), Meet);
  add(A, Rows[B], Bits);
  if (A != B)
    add(B, Rows[A], Bits);
}

void ClassConflicts::add(Class A, const RowSet &Which, CellBits Bits) {
  if (Bits.Global)
    Found[A].Never |= Which;
  if (Bits.Context)
    Found[A].ByKey |= Which;
  if (Bits.Compare)
    Found[A].Compared |= Which;
}

} // namespace polychrome::model

//===- ClassConflicts.cpp - Which rows a class of effects meets -----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/ClassConflicts.h"

#include "pass/model/Conflict.h"

#include <optional>
#include <set>

namespace polychrome::model {

ClassConflicts::ClassConflicts(const EffectClasses &Classes, const Types &Known)
    : All(Classes), Meet(Known) {
  Found.resize(All.size(), noRows());
  Rows.resize(All.size(), RowSet(All.rows()));
  for (std::uint32_t R = 0; R != All.rows(); ++R)
    for (Class C : All.of(R))
      Rows[C].set(R);
  sort();
  for (Group &G : Groups)
    findRowsOfOneType(G);
  for (const Group &A : Groups)
    for (const Group &B : Groups)
      compareGroups(A, B);
  compareOthers();
}

ClassConflicts::Met ClassConflicts::noRows() const {
  const RowSet None(All.rows());
  return {None, None, None};
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
      add(Found[C], Elsewhere, Apart);
      if (Same != B.ByType.end())
        for (Class D : Same->second)
          add(Found[C], Rows[D], conflict(All.example(C), All.example(D), Meet));
    }
  }
}

/// Most classes differ in where exactly they are, which matters to none of the others: those
/// that look alike are compared once.
void ClassConflicts::compareOthers() {
  std::map<Look, std::size_t> Numbers;
  std::vector<Alike> Looks;
  std::vector<std::size_t> LookOf(All.size());
  for (Class C = 0; C != All.size(); ++C) {
    auto [It, New] = Numbers.try_emplace(look(All.example(C), Meet), Looks.size());
    if (New)
      Looks.push_back({&All.example(C), RowSet(All.rows()), noRows()});
    LookOf[C] = It->second;
    Looks[It->second].Rows |= Rows[C];
  }
  std::set<std::size_t> Mine;
  for (Class C : Others)
    Mine.insert(LookOf[C]);
  for (std::size_t A : Mine)
    for (std::size_t B = 0; B != Looks.size(); ++B) {
      if (B < A && Mine.count(B))
        continue;
      const CellBits Bits = conflict(*Looks[A].Example, *Looks[B].Example, Meet);
      add(Looks[A].Found, Looks[B].Rows, Bits);
      if (A != B)
        add(Looks[B].Found, Looks[A].Rows, Bits);
    }
  for (Class C = 0; C != All.size(); ++C) {
    const Met &M = Looks[LookOf[C]].Found;
    Found[C].Never |= M.Never;
    Found[C].ByKey |= M.ByKey;
    Found[C].Compared |= M.Compared;
  }
}

void ClassConflicts::add(Met &To, const RowSet &Which, CellBits Bits) {
  if (Bits.Global)
    To.Never |= Which;
  if (Bits.Context)
    To.ByKey |= Which;
  if (Bits.Compare)
    To.Compared |= Which;
}

} // namespace polychrome::model

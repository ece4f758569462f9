//===- ClassConflicts.cpp - Which rows a class of effects meets -----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/ClassConflicts.h"

#include "pass/model/Conflict.h"

#include <algorithm>
#include <map>
#include <optional>

namespace polychrome::model {

namespace {

void forEach(const RowSet &Rows, auto &&Do) {
  for (std::size_t R = Rows.find_first(); R != RowSet::npos; R = Rows.find_next(R))
    Do(R);
}

} // namespace

ClassConflicts::ClassConflicts(const EffectClasses &Classes, const RowSet &Alone, const Types &T)
    : All(Classes), Meet(T) {
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
  findKnown(Alone);
  compareOthers();
}

ClassConflicts::Met ClassConflicts::noRows() const {
  const RowSet None(All.rows());
  return {None, None, None};
}

void ClassConflicts::sort() {
  std::map<KeyedSort, std::size_t> Numbers;
  Objects.resize(All.size());
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
    Objects[C] = &Meet.object(All.example(C));
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
  if (Apart == CellBits())
    return;
  for (const auto &[Type, Classes] : A.ByType) {
    auto Same = Type == UnknownType ? B.ByType.end() : B.ByType.find(Type);
    RowSet Elsewhere = B.Rows;
    if (Same != B.ByType.end())
      Elsewhere -= B.OfOneType.at(Type);
    for (Class C : Classes) {
      add(Found[C], Elsewhere, Apart);
      if (Same != B.ByType.end())
        for (Class D : Same->second)
          add(Found[C], Rows[D],
              membersMeet(All.example(C).Where, *Objects[C], All.example(D).Where, *Objects[D]));
    }
  }
}

/// Those classes that look alike, once each.
std::vector<ClassConflicts::Alike> ClassConflicts::looks(std::vector<std::size_t> &LookOf) {
  std::map<Look, std::size_t> Numbers;
  std::vector<Alike> Looks;
  for (Class C = 0; C != All.size(); ++C) {
    auto [It, New] = Numbers.try_emplace(look(All.example(C), Meet), Looks.size());
    if (New)
      Looks.push_back(
          {&All.example(C), isOwnedByKey(All.example(C)), RowSet(All.rows()), noRows()});
    LookOf.push_back(It->second);
    Looks[It->second].Rows |= Rows[C];
  }
  return Looks;
}

/// Most classes differ in where exactly they are, which matters to none of the others: those
/// that look alike are compared once. Those that most rows have go first: what they say of two
/// rows need not be found again.
void ClassConflicts::compareOthers() {
  std::vector<std::size_t> LookOf;
  std::vector<Alike> Looks = looks(LookOf);
  std::vector<bool> IsMine(Looks.size());
  for (Class C : Others)
    IsMine[LookOf[C]] = true;
  std::vector<std::size_t> Mine;
  for (std::size_t L = 0; L != Looks.size(); ++L)
    if (IsMine[L])
      Mine.push_back(L);
  std::vector<std::size_t> Wide;
  for (const Alike &L : Looks)
    Wide.push_back(L.Rows.count());
  std::sort(Mine.begin(), Mine.end(), [&](std::size_t A, std::size_t B) {
    return Wide[A] != Wide[B] ? Wide[A] > Wide[B] : A < B;
  });
  std::vector<bool> Done(Looks.size());
  for (std::size_t A : Mine) {
    compareLook(A, Looks, Done);
    Done[A] = true;
  }
  for (Class C = 0; C != All.size(); ++C) {
    const Met &M = Looks[LookOf[C]].Found;
    Found[C].Never |= M.Never;
    Found[C].ByKey |= M.ByKey;
  }
}

/// Compares a look with all but those that are done. A pair of which every two rows have the
/// bits already that it could set makes no difference: not to the cells, and not to claims, since
/// rows that never run together need none.
void ClassConflicts::compareLook(std::size_t A, std::vector<Alike> &Looks,
                                 const std::vector<bool> &Done) {
  Alike &Mine = Looks[A];
  RowSet Never(All.rows()), ByKey(All.rows());
  Never.set();
  ByKey.set();
  forEach(Mine.Rows, [&](std::size_t R) {
    Never &= Known[R].Never;
    ByKey &= Known[R].ByKey;
  });
  // Many looks belong to rows that meet all others anyway.
  bool Over = false;
  auto Check = [&] { Over = Never.all() && (!Mine.Keyed || ByKey.all()); };
  Check();
  for (std::size_t B = 0; B != Looks.size() && !Over; ++B) {
    Alike &Theirs = Looks[B];
    if (Done[B] || (Theirs.Rows.is_subset_of(Never) &&
                    (!Mine.Keyed || !Theirs.Keyed || Theirs.Rows.is_subset_of(ByKey))))
      continue;
    const CellBits Bits = conflict(*Mine.Example, *Theirs.Example, Meet);
    add(Mine.Found, Theirs.Rows, Bits);
    if (A != B)
      add(Theirs.Found, Mine.Rows, Bits);
    if (Bits.Global)
      Never |= Theirs.Rows;
    if (Bits.Context)
      ByKey |= Theirs.Rows;
    if (Bits.any())
      Check();
  }
  forEach(Mine.Rows, [&](std::size_t R) {
    Known[R].Never |= Mine.Found.Never;
    Known[R].ByKey |= Mine.Found.ByKey;
  });
  forEach(Mine.Found.Never, [&](std::size_t R) { Known[R].Never |= Mine.Rows; });
  forEach(Mine.Found.ByKey, [&](std::size_t R) { Known[R].ByKey |= Mine.Rows; });
}

/// What is said already of each row: of those that run alone, and by compareGroups().
void ClassConflicts::findKnown(const RowSet &Alone) {
  Known.resize(All.rows(), noRows());
  for (std::uint32_t R = 0; R != All.rows(); ++R) {
    Known[R].Never = Alone;
    if (Alone[R])
      Known[R].Never.set();
    for (Class C : All.of(R)) {
      Known[R].Never |= Found[C].Never;
      Known[R].ByKey |= Found[C].ByKey;
    }
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

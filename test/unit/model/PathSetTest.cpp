//===- PathSetTest.cpp - Sets of symbolic addresses -----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/PathSet.h"

#include <catch2/catch.hpp>

using namespace polychrome::model;

namespace {

PathSet setOf(PathTable &T, const std::vector<Path> &Paths) {
  PathSet S;
  for (const Path &P : Paths)
    S.insert(T.intern(P), T);
  return S;
}

bool stands(PathTable &T, const PathSet &S, const Path &P) {
  PathTable::Id Number = T.intern(P);
  return S.isAny() || std::any_of(S.ids().begin(), S.ids().end(),
                                  [&](PathTable::Id Q) { return T.covers(Q, Number); });
}

} // namespace

TEST_CASE("A path is one number, however often it is interned") {
  PathTable T;
  CHECK(T.intern(Path::param(1).plus(8)) == T.plus(T.intern(Path::param(1)), 8));
  CHECK(T.intern(Path::param(1)) != T.intern(Path::param(2)));
}

TEST_CASE("A set that grows keeps standing for all that was inserted") {
  PathTable T;
  PathSet S;
  std::vector<Path> All;
  for (std::int64_t A = 0; A != 12; ++A)
    for (std::int64_t B = 0; B != 20; ++B)
      All.push_back(Path::param(0).plus(8 * A).load(false, {}).plus(8 * B).load(false, {}));
  for (const Path &P : All)
    S.insert(T.intern(P), T);
  CHECK_FALSE(S.isAny());
  for (const Path &P : All)
    CHECK(stands(T, S, P));
}

TEST_CASE("A set grows only finitely often") {
  PathTable T;
  PathSet S;
  int Growths = 0;
  for (std::int64_t I = 0; I != 10'000; ++I)
    Growths += S.insert(T.intern(Path::param(0).plus(I).load(false, {}).plus(I * 3)), T);
  CHECK(Growths < 1000);
}

TEST_CASE("Inserting the same again is no growth, even after folding") {
  PathTable T;
  PathSet S;
  std::vector<Path> All;
  for (std::int64_t I = 0; I != 40; ++I)
    All.push_back(
        Path::param(0).plus(8 * I).load(false, {}).load(true, "v").plus(I).load(false, {}));
  for (const Path &P : All)
    S.insert(T.intern(P), T);
  for (const Path &P : All)
    CHECK_FALSE(S.insert(T.intern(P), T));
}

TEST_CASE("A path that folds forgets that it left an owner's storage") {
  Path Owned = Path::param(0).load(true, "v").plus(8).load(true, "v").load(true, "v");
  REQUIRE(Owned.Loads.size() == MaxLoads);
  Path Folded = follow(Owned, /*Owning=*/false, {});
  CHECK(Folded.Offset == UnknownOffset);
  for (const Load &L : Folded.Loads)
    CHECK_FALSE(L.Owning);
}

TEST_CASE("Anything still names the parameters that it may be") {
  PathTable T;
  PathSet S = setOf(T, {Path::param(3).plus(16), Path::global("g")});
  S.insertAny(T);
  CHECK(S.isAny());
  CHECK_FALSE(S.dropped());
  REQUIRE(S.ids().size() == 1);
  CHECK(T[S.ids()[0]].Index == 3);
}

TEST_CASE("What a set drops counts as escaped, when the set does") {
  PathTable T;
  PathSet S = PathSet::any();
  for (std::uint32_t I = 0; I != 1000; ++I)
    S.insert(T.intern(Path::local(I)), T);
  CHECK(S.dropped());
  EscapedSet Escaped;
  CHECK(Escaped.insert(S, T));
  CHECK(Escaped.all());
}

TEST_CASE("Globals and functions do not escape: they were known to all before") {
  PathTable T;
  EscapedSet Escaped;
  CHECK_FALSE(Escaped.insert(setOf(T, {Path::global("g"), Path::function("f")}), T));
  CHECK(Escaped.insert(setOf(T, {Path::local(0).plus(8)}), T));
}

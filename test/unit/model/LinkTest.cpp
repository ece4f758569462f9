//===- LinkTest.cpp - From records to a program ---------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Link.h"

#include <catch2/catch.hpp>

using namespace polychrome::model;

namespace {

/// One handler, which calls what writes a variable.
RecordSet counter() {
  Effect E;
  E.Where = Path::global("hits");
  E.Size = 4;
  E.Via = {{"count", {"counter.cpp", 3, 1}}};
  FunctionSummary F;
  F.Symbol = F.Name = "handler";
  F.Kind = HandlerKind::Function;
  F.Bodies.resize(1);
  F.Bodies[0].Effects = {E};
  GlobalInfo G;
  G.Name = G.Display = "hits";
  G.Size = 4;
  RecordSet Set;
  Set.Units.resize(1);
  Set.Units[0].Globals = {G};
  Set.Functions = {{F, nullptr}};
  Set.Complete = true;
  return Set;
}

} // namespace

TEST_CASE("a run's program has the explained one's matrix, and nothing that only explains it") {
  const Program Run = link(counter()), Explained = linkExplained(counter());
  REQUIRE(Run.Rows.size() == 1);
  CHECK(Run.Matrix == Explained.Matrix);
  CHECK(Run.bits(0, 0).Global);
  REQUIRE(Run.Rows[0].Effects.size() == 1);
  const HandlerEffect &Short = Run.Rows[0].Effects[0], &Long = Explained.Rows[0].Effects[0];
  CHECK((Short.Text.empty() && Short.What.Via.empty() && Run.Cells.empty()));
  CHECK((Long.Text == "global hits" && Long.What.Via.size() == 1 && Explained.Cells.size() == 1));
}

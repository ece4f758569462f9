//===- PathTest.cpp - Symbolic addresses ----------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Path.h"

#include <catch2/catch.hpp>

using namespace polychrome::model;

TEST_CASE("a path prints its root, its loads and its offset") {
  CHECK(str(Path::param(1).plus(16).load(false, "").plus(8)) == "param1[16]->+8");
}

TEST_CASE("each root prints its own way") {
  CHECK(str(Path::global("hits")) == "global hits");
  CHECK(str(Path::function("f")) == "function f");
  CHECK(str(Path::local(2)) == "local2");
  CHECK(str(Path::callResult(3)) == "call3");
  CHECK(str(Path::resource("stdout")) == "resource stdout");
  CHECK(str(Path::unknown()) == "unknown");
}

TEST_CASE("a negative offset prints its sign, an unknown one a question mark") {
  CHECK(str(Path::param(0).plus(-8)) == "param0-8");
  CHECK(str(Path::param(0).plus(UnknownOffset)) == "param0+?");
  CHECK(str(Path::param(0).plus(UnknownOffset).load(false, "")) == "param0[?]->");
}

TEST_CASE("a span prints how far the address may reach") {
  Path P = Path::param(0).plus(8);
  P.Span = 32;
  CHECK(str(P) == "param0+8..32");
}

TEST_CASE("a load through an owner prints a double arrow") {
  CHECK(str(Path::param(0).load(true, "class std::vector")) == "param0[0]=>");
}

TEST_CASE("an unknown offset stays unknown whatever is added") {
  CHECK(Path::param(0).plus(UnknownOffset).plus(8).Offset == UnknownOffset);
  CHECK(addOffsets(4, UnknownOffset) == UnknownOffset);
  CHECK(addOffsets(4, -12) == -8);
}

TEST_CASE("loading from a path starts a new offset") {
  const Path P = Path::param(0).plus(24).load(false, "T");
  CHECK(P.Offset == 0);
  REQUIRE(P.Loads.size() == 1);
  CHECK(P.Loads[0] == Load{24, false, "T"});
}

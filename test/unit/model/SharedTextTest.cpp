//===- SharedTextTest.cpp - Strings that are copied all the time ----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/SharedText.h"

#include "pass/model/TextPool.h"

#include <catch2/catch.hpp>

#include <string>

using namespace polychrome::model;

TEST_CASE("a copy of a text is the same string, and outlives it") {
  SharedText Copy;
  {
    const SharedText First = "connection.cpp";
    Copy = First;
    CHECK(&Copy.str() == &First.str());
  }
  CHECK(Copy == "connection.cpp");
}

TEST_CASE("texts compare by what they say, whoever made them") {
  const SharedText A = "a", Again = std::string("a"), B = "b";
  CHECK((A == Again && A != B && A < B && !(A < Again)));
  CHECK((A == std::string("a") && A < std::string("b")));
}

TEST_CASE("a text that was cleared is like one that never said anything") {
  SharedText T = "a";
  T.clear();
  CHECK((T.empty() && T == SharedText() && T == SharedText("") && T.str().empty()));
}

TEST_CASE("a pool has one string for all that say the same") {
  TextPool Pool;
  const SharedText First = Pool.get("std::string"), Again = Pool.get(std::string("std::string"));
  CHECK(&First.str() == &Again.str());
  CHECK(Pool.get("").empty());
}

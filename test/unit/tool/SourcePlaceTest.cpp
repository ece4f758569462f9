//===- SourcePlaceTest.cpp - Whose code an access is ----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/source_place.hpp"

#include <catch2/catch.hpp>

using namespace polychrome;
using tool::as_user_sees;

namespace {

const model::Location in_vector{"/usr/include/c++/12/bits/vector.tcc", 114, 3};

} // namespace

TEST_CASE("An access in a library is shown where the user's code enters it") {
  model::Effect effect;
  effect.At = in_vector;
  effect.Via = {{"log", {"a.cpp", 7, 3}},
                {"std::vector<int>::push_back", {"a.cpp", 4, 9}},
                {"std::vector<int>::emplace_back", in_vector}};
  const tool::user_access seen = as_user_sees(effect);
  CHECK(seen.of_user);
  CHECK(seen.at == model::Location{"a.cpp", 4, 9});
  CHECK(seen.through == "std::vector::push_back");
  REQUIRE(seen.calls.size() == 1);
  CHECK(seen.calls[0].Function == "log");
}

TEST_CASE("An access in the user's own code is shown itself") {
  model::Effect effect;
  effect.At = {"a.cpp", 4, 9};
  effect.Via = {{"operator()", in_vector}};
  const tool::user_access seen = as_user_sees(effect);
  CHECK(seen.at == effect.At);
  CHECK(seen.through.empty());
  CHECK(seen.calls.empty());
}

TEST_CASE("An access with no line of the user's on the way is shown where it is") {
  model::Effect effect;
  effect.At = in_vector;
  const tool::user_access seen = as_user_sees(effect);
  CHECK_FALSE(seen.of_user);
  CHECK(seen.at == in_vector);
}

//===- RarePathTest.cpp - A call behind which all conflicts lie -----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/rare_path.hpp"

#include <catch2/catch.hpp>

using namespace polychrome;

namespace {

model::HandlerEffect effect_behind(const std::string &function) {
  model::HandlerEffect e;
  e.What.At = {"a.cpp", 4, 3};
  if (!function.empty())
    e.What.Via = {{function, {"a.cpp", 9, 5}}};
  return e;
}

model::Row row(const std::vector<std::string> &functions) {
  model::Row result;
  for (const std::string &function : functions)
    result.Effects.push_back(effect_behind(function));
  return result;
}

} // namespace

TEST_CASE("If one call has all that is in the way, it may be the rare path") {
  model::Program p;
  p.Rows = {row({"fail", ""})};
  CHECK(tool::rare_path(p, 0, 0, {{false, 0, 0}}) == "fail");

  SECTION("but not where the handler does nothing else") {
    p.Rows[0].Effects.pop_back();
    CHECK(tool::rare_path(p, 0, 0, {{false, 0, 0}}).empty());
  }
  SECTION("nor where one of many reasons is not behind it, on either side") {
    p.Rows[0].Effects.push_back(effect_behind("other"));
    CHECK(tool::rare_path(p, 0, 0, {{false, 0, 0}, {false, 0, 1}}).empty());
    CHECK(tool::rare_path(p, 0, 0, {{false, 0, 0}, {false, 0, 2}}).empty());
  }
  SECTION("though what a key tells apart does not count") {
    CHECK(tool::rare_path(p, 0, 0, {{false, 0, 0}, {true, 1, 1}}) == "fail");
  }
}

TEST_CASE("Of two handlers, either one may have the rare path") {
  model::Program p;
  p.Rows = {row({""}), row({"fail", ""})};
  CHECK(tool::rare_path(p, 0, 1, {{false, 0, 0}}) == "fail");
  CHECK(tool::rare_path(p, 0, 1, {{false, 0, 0}, {false, 0, 1}}).empty());
}

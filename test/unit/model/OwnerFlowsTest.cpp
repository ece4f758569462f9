//===- OwnerFlowsTest.cpp - Which control blocks a shared_ptr may have ----===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/OwnerFlows.h"

#include "pass/model/TemplateText.h"

#include <catch2/catch.hpp>

using namespace polychrome::model;

namespace {

UnitInfo unit(std::vector<OwnerFlow> Flows) {
  UnitInfo U;
  U.Owners = std::move(Flows);
  return U;
}

using Blocks = std::set<std::string>;

} // namespace

TEST_CASE("a shared_ptr has the control blocks made for it and those that came on any way") {
  OwnerFlows F({unit({{"base", "derived"}, {"base", "_ZTS1b"}}),
                unit({{"derived", "more"}, {"more", "_ZTS1m"}, {"other", "_ZTS1o"}})});
  CHECK(F.blocks("base") == Blocks{"_ZTS1b", "_ZTS1m"});
  CHECK(F.blocks("more") == Blocks{"_ZTS1m"});
  CHECK(F.blocks("other") == Blocks{"_ZTS1o"});
}

TEST_CASE("types that are converted to each other have each other's control blocks") {
  OwnerFlows F({unit({{"a", "b"}, {"b", "a"}, {"a", "_ZTS1a"}, {"b", "_ZTS1b"}})});
  CHECK(F.blocks("a") == Blocks{"_ZTS1a", "_ZTS1b"});
  CHECK(F.blocks("b") == F.blocks("a"));
}

TEST_CASE("where any control block may have come in, none is named") {
  OwnerFlows F({unit({{"a", "b"}, {"a", "_ZTS1a"}, {"b", AnyOwner}, {"c", "_ZTS1c"}})});
  CHECK(F.blocks("a").empty());
  CHECK(F.blocks("c") == Blocks{"_ZTS1c"});
}

TEST_CASE("a unit in which anything may be anywhere leaves nothing to know") {
  OwnerFlows F({unit({{"a", "_ZTS1a"}}), unit({{AnyOwner, AnyOwner}})});
  CHECK(F.blocks("a").empty());
}

TEST_CASE("a template's arguments are found behind templates and function types") {
  CHECK(templateArgument("std::map<int, std::pair<a, b>, (p)2>", 1) == "std::pair<a, b>");
  CHECK(templateArgument("x<void (int, long), y>", 1) == "y");
  CHECK(templateArgument("x<y>", 1).empty());
  CHECK(templateArgument("x", 0).empty());
}

TEST_CASE("a name with a comparison or a member access among its arguments is not plain") {
  CHECK(isPlainTemplateText("std::__shared_ptr<a<b>, (p)2>::operator=(x&&)"));
  CHECK_FALSE(isPlainTemplateText("x<(a<=b)>"));
  CHECK_FALSE(isPlainTemplateText("x<decltype(p->f())>"));
}

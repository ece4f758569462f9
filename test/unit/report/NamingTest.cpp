//===- NamingTest.cpp - Regions and keys by source names ------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/report/Naming.h"
#include "pass/model/Link.h"
#include "pass/model/Records.h"

#include <catch2/catch.hpp>

using namespace polychrome;

namespace {

constexpr std::int64_t Slot = 24;

model::Effect write(model::Path Where, std::string Object = {}) {
  model::Effect E;
  E.Where = std::move(Where);
  E.Size = 8;
  E.How = model::Mode::Write;
  E.Object = std::move(Object);
  E.At = {"server.cpp", 12, 5};
  return E;
}

/// Eight bytes of what the closure's pointer at Slot leads to.
model::Effect writeBehindKey(std::int64_t Offset, std::string Object = {}) {
  return write(model::Path::param(1).plus(Slot).load(false, {}).plus(Offset), std::move(Object));
}

/// One handler in a unit with a class and two variables, in the words of its source.
model::Row named(std::vector<model::Effect> Effects, std::vector<model::SlotName> Slots) {
  model::UnitInfo Unit;
  Unit.Types = {{"session#1", 32, {{0, 8, "", "id_"}, {8, 8, "", "count_"}}},
                {"counters#1", 16, {{0, 8, "", "bytes"}, {8, 8, "", "hits"}}}};
  Unit.Globals = {{"stats", "stats", "counters#1", 16, {"server.cpp", 3, 0}, {}},
                  {"_Z4nameB5cxx11", "name[abi:cxx11]", "", 8, {"server.cpp", 4, 0}, {}}};
  model::FunctionSummary F;
  F.Symbol = "handler";
  F.Name = "session::name[abi:cxx11]::lambda#1";
  F.At = {"server.cpp", 10, 9};
  F.Kind = model::HandlerKind::Asio;
  F.Slots = std::move(Slots);
  F.NumParams = 4;
  F.Bodies.emplace_back().Effects = std::move(Effects);
  model::RecordSet Records;
  Records.Complete = true;
  Records.Units = {Unit};
  Records.Functions = {{F, nullptr}};
  model::Program P = model::linkExplained(Records);
  nameForPeople(P, model::Types(Records));
  REQUIRE(P.Rows.size() == 1);
  return P.Rows[0];
}

} // namespace

TEST_CASE("A key has the name that the handler's source gives it") {
  const model::Row R = named({writeBehindKey(8, "session#1")}, {{Slot, "this"}});
  CHECK(R.Keys == std::vector<std::string>{"this"});
}

TEST_CASE("A key that the source does not name goes by the class that it leads to") {
  const model::Row R = named({writeBehindKey(8, "session#1")}, {});
  CHECK(R.Keys == std::vector<std::string>{"session"});
}

TEST_CASE("A key of which nothing is known is not an offset to people") {
  const model::Row R = named({writeBehindKey(8)}, {});
  CHECK(R.Keys == std::vector<std::string>{"a pointer in the closure"});
}

TEST_CASE("Two pointers of one name are one key to people") {
  model::Effect Count = write(model::Path::param(1).plus(Slot + 8).load(false, {}).plus(8));
  const model::Row R =
      named({writeBehindKey(8, "session#1"), Count}, {{Slot, "self"}, {Slot + 8, "self"}});
  CHECK(R.Keys == std::vector<std::string>{"self"});
}

TEST_CASE("A member is called by its class, memory of no known class by its key") {
  CHECK(named({writeBehindKey(8, "session#1")}, {}).Effects[0].Text == "context session::count_");
  CHECK(named({writeBehindKey(8)}, {{Slot, "this"}}).Effects[0].Text ==
        "context memory that this points to");
  CHECK(named({writeBehindKey(8)}, {}).Effects[0].Text ==
        "context memory that the closure points to");
}

TEST_CASE("A variable is called by its member, and by nothing that only the ABI has") {
  CHECK(named({write(model::Path::global("stats").plus(8))}, {}).Effects[0].Text ==
        "global stats.hits");
  const model::Row R = named({write(model::Path::global("_Z4nameB5cxx11"))}, {});
  CHECK(R.Effects[0].Text == "global name");
  CHECK(R.Name == "session::name::lambda#1");
}

TEST_CASE("The calls that lead to an access are called without what only the ABI has") {
  model::Effect E = write(model::Path::global("stats"));
  E.Via = {{"std::to_string[abi:cxx11]", {"server.cpp", 11, 3}}};
  CHECK(named({E}, {}).Effects[0].What.Via[0].Function == "std::to_string");
}

//===- SuggestionTest.cpp - What would remove a conflict ------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/suggestion.hpp"

#include <catch2/catch.hpp>

using namespace polychrome;
using model::Mode;
using tool::remedy;

namespace {

using kind = model::Region::Kind;

model::HandlerEffect effect(Mode how, kind what, const std::string &text, std::uint32_t line,
                            std::uint32_t column) {
  model::HandlerEffect e;
  e.What.How = how;
  e.What.Size = 4;
  e.What.At = {"a.cpp", line, column};
  e.Where.What = what;
  e.Where.Name = text;
  e.Where.Hi = 4;
  e.Text = text;
  return e;
}

model::HandlerEffect global(Mode how, std::uint32_t line, std::uint32_t column = 3) {
  return effect(how, kind::Global, "global hits", line, column);
}

/// One row for each footprint.
model::Program program(std::vector<std::vector<model::HandlerEffect>> rows) {
  model::Program result;
  for (std::vector<model::HandlerEffect> &effects : rows) {
    model::Row row;
    row.Id = std::uint32_t(result.Rows.size());
    row.Keys = {"arg0"};
    row.Effects = std::move(effects);
    result.Rows.push_back(std::move(row));
  }
  return result;
}

remedy first_remedy(const model::Program &p) {
  return tool::suggest(p, 0, std::uint32_t(p.Rows.size() - 1), {false, 0, 0}).what;
}

} // namespace

TEST_CASE("A global that is only added to should be a counter") {
  CHECK(first_remedy(program({{global(Mode::Write, 4), global(Mode::Read, 4)}})) ==
        remedy::counter);
}

TEST_CASE("A global that is read and written on one line is no counter for that") {
  CHECK(first_remedy(program({{global(Mode::Write, 4, 3), global(Mode::Read, 4, 9)}})) !=
        remedy::counter);
}

TEST_CASE("One assignment besides the additions makes it no counter") {
  CHECK(first_remedy(program({{global(Mode::Write, 4), global(Mode::Read, 4)},
                              {global(Mode::Write, 9)}})) != remedy::counter);
}

TEST_CASE("A global that one handler sets and others read should be set before the loop") {
  CHECK(first_remedy(program({{global(Mode::Write, 4)}, {global(Mode::Read, 9)}})) ==
        remedy::constant);
}

TEST_CASE("A global that no handler writes should be seen to be constant") {
  const model::Program p = program(
      {{effect(Mode::Write, kind::Context, "context conn::n", 4, 3)}, {global(Mode::Read, 9)}});
  CHECK(first_remedy(p) == remedy::constant);
}

TEST_CASE("A global that every handler writes belongs into the session") {
  CHECK(first_remedy(program({{global(Mode::Write, 4)}, {global(Mode::Write, 9)}})) ==
        remedy::session);
}

TEST_CASE("Without a session a global needs an object that the closure points to") {
  model::Program p = program({{global(Mode::Write, 4)}, {global(Mode::Write, 9)}});
  p.Rows[1].Keys.clear();
  CHECK(first_remedy(p) == remedy::key);
}

TEST_CASE("A container for all should be split into parts") {
  model::HandlerEffect contents = global(Mode::Write, 4);
  contents.Where.Owned = true;
  CHECK(first_remedy(program({{contents}})) == remedy::shard);
}

TEST_CASE("Some object of a type should be reached by a key") {
  CHECK(first_remedy(program({{effect(Mode::Write, kind::Any, "any conn::n", 4, 3)}})) ==
        remedy::key);
}

TEST_CASE("Output should be logged by line") {
  CHECK(first_remedy(program({{effect(Mode::Write, kind::Resource, "resource stdout", 4, 3)}})) ==
        remedy::log);
  CHECK(first_remedy(program({{effect(Mode::Write, kind::Global, "global std::cout (contents)", 4,
                                      3)}})) == remedy::log);
}

TEST_CASE("Files should be written by a handler of its own") {
  CHECK(first_remedy(program({{effect(Mode::Write, kind::Resource, "resource fd", 4, 3)}})) ==
        remedy::own_handler);
}

TEST_CASE("A field that is only added to, in whichever instance, should be a counter") {
  auto field = [](Mode how) {
    model::HandlerEffect e = effect(how, kind::Any, "any conn::n", 4, 3);
    e.What.Object = "conn";
    return e;
  };
  CHECK(first_remedy(program({{field(Mode::Write), field(Mode::Read)}})) == remedy::counter);
  CHECK(first_remedy(program({{field(Mode::Write)}})) == remedy::key);
}

TEST_CASE("Two rows of one place in the source are one writer") {
  model::Program p = program({{global(Mode::Write, 4)},
                              {global(Mode::Write, 4)},
                              {global(Mode::Read, 9)},
                              {global(Mode::Read, 9)}});
  for (model::Row &row : p.Rows)
    row.At = {"a.cpp", row.Id < 2 ? 3u : 8u, 0};
  p.Rows[0].Name = "set";
  p.Rows[1].Name = "set (2) [ok]";
  CHECK(first_remedy(p) == remedy::constant);
}

TEST_CASE("Of a thread's own variable the thread is the trouble") {
  model::Program p = program({{global(Mode::Write, 4), global(Mode::Read, 4)}});
  p.Rows[0].Pinned = true;
  p.Rows[0].Why = "uses the thread_local variable hits";
  CHECK(first_remedy(p) == remedy::unpin);
  CHECK(tool::suggest_alone(p.Rows[0].Why).what == remedy::unpin);
}

TEST_CASE("A conflict within one context needs no remedy") {
  const model::Program p = program({{effect(Mode::Write, kind::Context, "context conn::n", 4, 3)}});
  CHECK(tool::suggest(p, 0, 0, {true, 0, 0}).what == remedy::nothing);
}

TEST_CASE("What makes a handler run alone decides what would help") {
  CHECK(tool::suggest_alone("calls f, of which nothing is known").what == remedy::describe);
  CHECK(tool::suggest_alone("calls a virtual function of s, which a unit that took no part may "
                            "override")
            .what == remedy::compile);
  CHECK(tool::suggest_alone("calls through a pointer that could not be traced").what ==
        remedy::describe);
  CHECK(tool::suggest_alone("an access through a pointer that could not be traced").what ==
        remedy::reach);
  CHECK(tool::suggest_alone("is too complex for the analysis").what == remedy::split);
  CHECK(tool::suggest_alone("calls fork, models/libc.txt:3").what == remedy::own_handler);
}

//===- RowNamesTest.cpp - What rows are called on stderr ----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/row_names.hpp"

#include <catch2/catch.hpp>

using namespace polychrome;

namespace {

constexpr const char *library = "/usr/include/boost/asio/detail/wait_handler.hpp";

/// A program with one handler, and what it resumes.
struct program {
  program(const std::string &name, const model::Location &at) {
    rows.Rows.emplace_back();
    rows.Rows.back().Name = name;
    rows.Rows.back().At = at;
    rows.Rows.back().Symbol = "handler";
    records.Units.emplace_back();
    add("handler", name, at).Bodies.push_back(calling("pump", model::CallKind::Direct));
    add("pump", "pump", {library, 1, 1})
        .Bodies.push_back(calling("coroutines: C", model::CallKind::Virtual));
  }

  static model::Body calling(const std::string &callee, model::CallKind kind) {
    model::Body b;
    b.Calls.emplace_back();
    b.Calls.back().Kind = kind;
    b.Calls.back().Callee = callee;
    return b;
  }

  model::FunctionSummary &add(const std::string &symbol, const std::string &name,
                              const model::Location &at) {
    records.Functions.emplace_back();
    model::FunctionSummary &f = records.Functions.back().first;
    f.Symbol = symbol;
    f.Name = name;
    f.At = at;
    return f;
  }

  void resumes(const std::string &name, unsigned line, const std::string &file = "server.cpp",
               const std::string &id = "coroutines: C") {
    add(name + ".C", name, {file, line, 1});
    records.Units.back().Virtuals.push_back({id, 0, name + ".C"});
  }

  std::string says() const { return names_for_people(rows, records).at(0); }

  model::Program rows;
  model::RecordSet records;
};

} // namespace

TEST_CASE("A handler has its name and its place") {
  program p("session::read", {"server.cpp", 38, 5});
  p.resumes("echo", 10);
  CHECK(p.says() == "session::read (server.cpp:38)");
}

TEST_CASE("A handler of the library's that resumes a coroutine is called as that is") {
  program p("coroutine (2)", {library, 45, 1});
  p.resumes("echo", 10);
  p.resumes("spawned", 153, "/usr/include/boost/asio/impl/co_spawn.hpp");
  CHECK(p.says() == "coroutine (2): echo (server.cpp:10)");
}

TEST_CASE("Of several coroutines each may be the one") {
  program p("coroutine", {library, 45, 1});
  p.resumes("listen", 20);
  p.resumes("echo", 10, "server.cpp", "coroutine if called: x\ncoroutines: C");
  CHECK(p.says() == "coroutine: echo (server.cpp:10) or listen (server.cpp:20)");
  for (unsigned n = 1; n <= 3; ++n)
    p.resumes("other" + std::to_string(n), 30 + n);
  CHECK(p.says() == "coroutine: echo (server.cpp:10), listen (server.cpp:20), "
                    "other1 (server.cpp:31) or one of 2 others");
}

TEST_CASE(
    "A handler of the library's that resumes nothing of the program's has the library's place") {
  program p("strand", {library, 45, 1});
  CHECK(p.says() == std::string("strand (") + library + ":45)");
}

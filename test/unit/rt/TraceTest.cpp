//===- TraceTest.cpp - A trace says what happened -----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/trace.hpp"
#include "FakeLoop.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <latch>
#include <memory>
#include <thread>
#include <unistd.h>

using namespace polychrome;
using namespace polychrome::test;
using nlohmann::json;

namespace {

using file = std::unique_ptr<std::FILE, int (*)(std::FILE *)>;

/// The written file, parsed.
json written(const trace &t, unsigned threads, const dispatch_table &table) {
  const file f(std::tmpfile(), &std::fclose);
  REQUIRE(f);
  output_file to(fileno(f.get()), "a trace");
  t.write(to, threads, table);
  std::rewind(f.get());
  return json::parse(f.get());
}

dispatch_table rows(const std::vector<std::string> &names) {
  model::Program p;
  for (const std::string &name : names) {
    p.Rows.emplace_back();
    p.Rows.back().Name = name;
  }
  p.Matrix.resize(names.size() * names.size());
  if (!names.empty())
    p.Matrix[0].Global = true; // The first row's with itself.
  return dispatch_table(std::move(p));
}

std::vector<json> events(const json &all, const std::string &phase) {
  std::vector<json> found;
  for (const json &e : all.at("traceEvents"))
    if (e.at("ph") == phase)
      found.push_back(e);
  return found;
}

int some_operation;
const void *const op = &some_operation;

/// A microsecond after the one before, or later.
observer::invocation next(std::uint64_t ticket) {
  static std::uint64_t at = 0;
  for (const std::uint64_t before = at; at < before + 1000; at = now())
    polychrome_pause();
  return {0, ticket, at};
}

/// An invocation from stamp to end.
void happen(trace &t, std::uint64_t ticket, std::uint32_t row = 0) {
  t.stamped(next(ticket), row, {}, op);
  t.started(next(ticket), 0);
  t.ended(next(ticket), 0, false);
}

} // namespace

TEST_CASE("An invocation becomes a slice with its name, keys and operations") {
  trace t;
  const claimed_range claims[] = {{0x1000, 0x1010, true, false}, {0x2000, 0x2008, false, true}};
  t.stamped(next(1), 1, claims, op);
  t.started(next(1), 3);
  t.created({0, 1}, reinterpret_cast<const void *>(0x77));
  t.created({0, 1}, reinterpret_cast<const void *>(0x88));
  t.ended(next(1), 3, false);

  const json all = written(t, 4, rows({"a", "operator\"\"_b\\"}));
  const std::vector<json> slices = events(all, "X");
  REQUIRE(slices.size() == 1);
  CHECK(slices[0].at("name") == "operator\"\"_b\\");
  CHECK(slices[0].at("tid") == 3);
  CHECK(slices[0].at("dur") >= 1.0);
  const json &args = slices[0].at("args");
  CHECK(args.at("ticket") == 1);
  CHECK(args.at("keys") == json::parse(R"([["0x1000",16,"write"],["0x2000",8,"read","owned"]])"));
  CHECK(args.at("created") == json::parse(R"(["0x77","0x88"])"));
}

TEST_CASE("What is stamped as it starts has one time for both") {
  trace t;
  t.stamped({0, 1}, 0, {}, op);
  t.started(next(1), 0);
  t.ended(next(1), 0, false);
  const json slice = events(written(t, 1, rows({"a"})), "X").at(0);
  CHECK(slice.at("args").at("stamped") == slice.at("ts"));
}

TEST_CASE("Rows say which they conflict with") {
  const json all = written(trace(), 1, rows({"a", "b"}));
  const json &written_rows = all.at("otherData").at("rows");
  REQUIRE(written_rows.size() == 3); // And the one of what has no row: exclusive.
  CHECK(written_rows[0].at("never") == json({0, 2}));
  CHECK(written_rows[1].at("never") == json({2}));
  CHECK(written_rows[2].at("never") == json({0, 1, 2}));
  CHECK(written_rows[2].at("main") == true);
}

TEST_CASE("An arrow leads from the last one that was waited for") {
  trace t;
  for (const std::uint64_t ticket : {1, 2, 3})
    t.stamped(next(ticket), 0, {}, op);
  t.waits({0, 3}, 1);
  t.waits({0, 3}, 2);
  t.started(next(1), 0);
  t.started(next(2), 1);
  t.ended(next(2), 1, false);
  t.ended(next(1), 0, false);
  t.started(next(3), 1);
  t.ended(next(3), 1, false);

  const json all = written(t, 2, rows({"a"}));
  const std::vector<json> from = events(all, "s");
  const std::vector<json> to = events(all, "f");
  REQUIRE(from.size() == 1);
  REQUIRE(to.size() == 1);
  CHECK(from[0].at("tid") == 0); // Where the first ran, which ended later.
  CHECK(to[0].at("tid") == 1);
  CHECK(from[0].at("ts") < to[0].at("ts"));
  CHECK(events(all, "X")[2].at("args").at("waited_for") == json({1, 2}));
}

TEST_CASE("What was withdrawn or has not ended is left out") {
  trace t;
  t.stamped(next(1), 0, {}, op);
  t.withdrawn({0, 1});
  t.stamped(next(2), 0, {}, op);
  t.started(next(2), 0);
  happen(t, 3);
  const std::vector<json> slices = events(written(t, 1, rows({"a"})), "X");
  REQUIRE(slices.size() == 1);
  CHECK(slices[0].at("args").at("ticket") == 3);
}

TEST_CASE("What ends while the trace is being written is left out with all that waited for it") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const file in(::fdopen(ends[0], "r"), &std::fclose);
  trace t;
  t.stamped(next(1), 0, {}, op);
  t.started(next(1), 1);
  constexpr std::uint64_t last = 2000; // More than a pipe holds.
  for (std::uint64_t ticket = 2; ticket < last; ++ticket)
    happen(t, ticket);
  t.stamped(next(last), 0, {}, op);
  t.waits({0, last}, 1);
  const dispatch_table table = rows({"a"});
  std::thread writer([&] {
    output_file to(ends[1], "a trace");
    t.write(to, 2, table);
    ::close(ends[1]);
  });
  const int first = std::getc(in.get()); // The first one has been left out by now.
  t.ended(next(1), 1, false);
  t.started(next(last), 1);
  t.ended(next(last), 1, false);
  std::ungetc(first, in.get());
  const json all = json::parse(in.get());
  writer.join();
  CHECK(events(all, "X").size() == last - 2);
}

TEST_CASE("Lists grow to any length while others are recorded") {
  trace t;
  std::vector<claimed_range> many(5000);
  for (std::size_t n = 0; n < many.size(); ++n)
    many[n] = {16 * n + 1, 16 * n + 2, false, false};
  t.stamped(next(1), 0, many, op);
  t.waits({0, 1}, 7);
  t.started(next(1), 0);
  for (std::uintptr_t n = 1; n <= 9000; ++n) {
    t.created({0, 1}, reinterpret_cast<const void *>(n));
    if (n == 100)
      t.stamped(next(2), 0, many, op);
  }
  t.ended(next(1), 0, false);
  const json args = events(written(t, 1, rows({"a"})), "X").at(0).at("args");
  CHECK(args.at("keys").size() == 5000);
  CHECK(args.at("keys")[4999][0] == "0x13871");
  CHECK(args.at("waited_for") == json({7}));
  CHECK(args.at("created").size() == 9000);
  CHECK(args.at("created")[8999] == "0x2328");
}

TEST_CASE("Beyond its capacity a trace counts what it drops") {
  trace t;
  happen(t, trace::capacity);
  happen(t, trace::capacity + 1);
  t.stamped({trace::max_domains, 1}, 0, {}, op);
  const json all = written(t, 1, rows({"a"}));
  CHECK(all.at("otherData").at("dropped") == 2);
  CHECK(events(all, "X").size() == 1);
}

TEST_CASE("A domain with several threads is traced, each thread on its own track") {
  trace t;
  fake_loop loop(matrix().free("a"), 1, &t);
  std::latch both(2);
  for (int i = 0; i < 2; ++i)
    loop.post("a", [&] { both.arrive_and_wait(); });
  loop.run();
  const std::vector<json> slices = events(written(t, 2, rows({"a"})), "X");
  REQUIRE(slices.size() == 2);
  CHECK(slices[0].at("tid") != slices[1].at("tid"));
}

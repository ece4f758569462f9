//===- DispatchTest.cpp - From an operation to its row ------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/dispatch.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace polychrome;

namespace {

// Any distinct addresses do for functions.
const char functions[6] = {};

struct closure {
  int error;
  void *session;
};

model::Row row(std::uint32_t id, const char *name) {
  model::Row r;
  r.Id = id;
  r.Name = name;
  return r;
}

/// One handler with a row for no error and one for errors; one pinned; one posted, found
/// through a trampoline.
model::Program program() {
  model::Program p;
  p.Rows = {row(0, "read [ok]"), row(1, "read [error]"), row(2, "pinned"), row(3, "posted")};
  p.Rows[0].When = {offsetof(closure, error), 4, 0xffffffff, 0, "ok"};
  p.Rows[0].Claims = {{offsetof(closure, session), 16, 24, true, false}};
  p.Rows[1].Exclusive = true;
  p.Rows[2].Pinned = true;
  using model::HandlerKind;
  p.Entries = {{"read", HandlerKind::Asio, &functions[0], 0, 2},
               {"pinned", HandlerKind::Asio, &functions[1], 2, 1},
               {"posted", HandlerKind::Posted, &functions[2], 3, 1},
               {"trampoline", HandlerKind::Trampoline, &functions[3], 0, 0}};
  p.Matrix.resize(16);
  p.Matrix[0].Context = true;
  p.Matrix[0 * 4 + 2].Global = p.Matrix[2 * 4 + 0].Global = true;
  return p;
}

} // namespace

TEST_CASE("The closure's own bytes select the row") {
  const dispatch_table t(program());
  closure c{0, nullptr};
  CHECK(t.find(&c, &functions[0], 0).row == 0);
  c.error = 104;
  CHECK(t.find(&c, &functions[0], 0).row == 1);
}

TEST_CASE("A row for a function in the closure is taken for that function only") {
  model::Program p = program();
  p.Rows[2].Bound = {offsetof(closure, session), false, &functions[5]};
  const dispatch_table t(std::move(p));
  closure c{0, const_cast<char *>(&functions[5])};
  CHECK(t.find(&c, &functions[1], 0).row == 2);
  CHECK(t.find(&c, &functions[1], 0).function == nullptr); // It differs from time to time.
  c.session = nullptr;
  CHECK(t.find(&c, &functions[1], 0).row == t.no_row());
}

TEST_CASE("A row for a member function is taken only where no distance is added to its object") {
  model::Program p = program();
  p.Rows[2].Bound = {0, true, &functions[5]};
  const dispatch_table t(std::move(p));
  struct {
    const void *function;
    std::int64_t distance;
  } c{&functions[5], 0};
  CHECK(t.find(&c, &functions[1], 0).row == 2);
  c.distance = 16;
  CHECK(t.find(&c, &functions[1], 0).row == t.no_row());
}

TEST_CASE("A row for a function whose address is not known is never taken") {
  model::Program p = program();
  p.Rows[2].Bound = {offsetof(closure, session), false, nullptr};
  const dispatch_table t(std::move(p));
  const closure c{0, nullptr};
  CHECK(t.find(&c, &functions[1], 0).row == t.no_row());
}

TEST_CASE("A function that is not a known handler has the exclusive row of its own") {
  const dispatch_table t(program());
  const closure c{0, nullptr};
  const auto m = t.find(&c, &t, 0);
  CHECK(m.row == t.no_row());
  CHECK(t.exclusive(m.row));
  CHECK(t.needs_main(m.row));
}

TEST_CASE("A posted function object is found through the operation that carries it") {
  const dispatch_table t(program());
  struct {
    const void *call;
  } object{&functions[2]};
  struct {
    void *base[3];
    void *object;
  } op{{}, &object};
  CHECK(t.find(&op, &functions[3], 24).row == 3);
  CHECK(t.find(&op, &functions[3], 24).closure == reinterpret_cast<std::byte *>(&object));
}

TEST_CASE("An operation that carries an unknown function object has no row") {
  const dispatch_table t(program());
  struct {
    const void *call;
  } object{&functions[0]}; // Known, but no posted one.
  void *op[1] = {&object};
  CHECK(t.find(op, &functions[3], 0).row == t.no_row());
  op[0] = nullptr;
  CHECK(t.find(op, &functions[3], 0).row == t.no_row());
}

TEST_CASE("What runs a strand's queue names the strand, unless it runs alone") {
  model::Program p = program();
  p.Rows[2].Queue = offsetof(closure, session);
  p.Rows[1].Queue = offsetof(closure, session);
  const dispatch_table t(std::move(p));
  int strand = 0;
  closure c{104, &strand};
  const auto m = t.find(&c, &functions[1], 0);
  CHECK(m.strand == &strand);
  CHECK(m.own_row == 2);
  CHECK(m.function == nullptr); // What it runs differs from time to time.
  CHECK(t.find(&c, &functions[0], 0).strand == nullptr);
}

TEST_CASE("Claims are ranges relative to the keys in the closure") {
  const dispatch_table t(program());
  closure c{0, reinterpret_cast<void *>(0x5000)};
  std::vector<claimed_range> claims;
  t.claims(t.find(&c, &functions[0], 0), claims);
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].lo == 0x5010);
  CHECK(claims[0].hi == 0x5018);
  CHECK(claims[0].write);
}

TEST_CASE("Claims of unknown length end at the end of memory") {
  model::Program p = program();
  p.Rows[0].Claims[0].Lo = std::numeric_limits<std::int64_t>::min();
  p.Rows[0].Claims[0].Hi = std::numeric_limits<std::int64_t>::max();
  const dispatch_table t(std::move(p));
  closure c{0, reinterpret_cast<void *>(0x5000)};
  std::vector<claimed_range> claims;
  t.claims(t.find(&c, &functions[0], 0), claims);
  CHECK(claims[0].lo == 0);
  CHECK(claims[0].hi == ~std::uintptr_t(0));
}

TEST_CASE("The rules are the matrix, and exclusive rows conflict with every row") {
  const dispatch_table t(program());
  const conflict_rules &r = t.rules();
  CHECK(r.is_context(0, 0));
  CHECK(r.is_never(0, 2));
  CHECK(r.is_never(2, 0));
  CHECK_FALSE(r.is_never(0, 3));
  for (std::uint32_t other = 0; other < t.rows(); ++other)
    CHECK(r.is_never(1, other));
}

TEST_CASE("Pinned rows need the thread that called run but are not exclusive") {
  const dispatch_table t(program());
  CHECK(t.needs_main(2));
  CHECK_FALSE(t.exclusive(2));
  CHECK_FALSE(t.needs_main(0));
}

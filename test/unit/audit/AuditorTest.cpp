//===- AuditorTest.cpp - Every access of every invocation ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/audit/auditor.hpp"

#include <catch2/catch.hpp>

#include <memory>

using namespace polychrome;
using namespace polychrome::audit;
using model::Mode;

namespace {

const polychrome_audit_site here = {"a.c", 1, 2, 0, 0};

/// Two rows that may always run together, and a third that conflicts with both.
dispatch_table three_rows() {
  model::Program p;
  for (const char *name : {"one", "two", "all"}) {
    p.Rows.emplace_back();
    p.Rows.back().Name = name;
    p.Rows.back().Id = static_cast<std::uint32_t>(p.Rows.size() - 1);
  }
  p.Matrix.resize(9);
  for (std::size_t other = 0; other < 3; ++other)
    p.Matrix[6 + other].Global = p.Matrix[other * 3 + 2].Global = true;
  return dispatch_table(std::move(p));
}

struct audit_of_three {
  std::unique_ptr<shadow> memory = std::make_unique<shadow>();
  dispatch_table table = three_rows();
  auditor a{*memory, table};
  std::uint64_t ticket = 0;
  std::unique_ptr<long[]> heap = std::make_unique<long[]>(4);

  template <typename Body> void invoke(std::uint32_t row, Body body) {
    a.stamped({0, ++ticket}, row, {}, &ticket);
    a.started({0, ticket}, 0);
    body();
    a.ended({0, ticket}, 0, false);
  }
  void access(std::uint32_t row, const void *p, std::size_t n, Mode mode) {
    invoke(row, [&] { a.access(p, n, mode, &here); });
  }
};

long fixed; // of static storage duration

} // namespace

TEST_CASE("a write that meets a read is a violation where the matrix has no conflict") {
  audit_of_three t;
  t.access(0, &t.heap[0], 8, Mode::Read);
  CHECK(t.a.found().clean());
  t.access(1, &t.heap[0], 8, Mode::Write);
  CHECK_FALSE(t.a.found().clean());
}

TEST_CASE("readers, and those who only add, do not meet") {
  audit_of_three t;
  const Mode mode = GENERATE(Mode::Read, Mode::Commute);
  t.access(0, &t.heap[0], 8, mode);
  t.access(1, &t.heap[0], 8, mode);
  CHECK(t.a.found().clean());
  t.access(0, &t.heap[0], 8, mode == Mode::Read ? Mode::Commute : Mode::Read);
  CHECK_FALSE(t.a.found().clean());
}

TEST_CASE("neighbouring bytes do not meet") {
  audit_of_three t;
  t.access(0, &t.heap[0], 3, Mode::Write);
  t.access(1, reinterpret_cast<char *>(&t.heap[0]) + 3, 9, Mode::Write);
  CHECK(t.a.found().clean());
  t.access(0, reinterpret_cast<char *>(&t.heap[1]) + 3, 1, Mode::Write);
  CHECK_FALSE(t.a.found().clean());
}

TEST_CASE("memory that was given back is a new object") {
  audit_of_three t;
  t.access(0, &t.heap[0], 8, Mode::Write);
  const auto at = reinterpret_cast<std::uintptr_t>(&t.heap[0]);
  t.memory->forget(at, at + 8);
  t.access(1, &t.heap[0], 8, Mode::Write);
  CHECK(t.a.found().clean());
}

TEST_CASE("what is on the heap may be handed over, a variable of static storage may not") {
  audit_of_three t;
  const bool on_heap = GENERATE(true, false);
  long *const p = on_heap ? &t.heap[0] : &fixed;
  t.access(0, p, 8, Mode::Write);
  t.access(2, p, 8, Mode::Write); // Conflicts with both.
  t.access(1, p, 8, Mode::Write);
  CHECK(t.a.found().clean() == on_heap);
}

TEST_CASE("a resource is met like memory") {
  audit_of_three t;
  t.invoke(0, [&] { t.a.resource("rand", Mode::Write, &here); });
  t.invoke(1, [&] { t.a.resource("stdout", Mode::Write, &here); });
  CHECK(t.a.found().clean());
  t.invoke(1, [&] { t.a.resource("rand", Mode::Read, &here); });
  CHECK_FALSE(t.a.found().clean());
}

TEST_CASE("an operation that an invocation made is its child") {
  audit_of_three t;
  t.invoke(0, [&] {
    t.a.access(&t.heap[0], 8, Mode::Write, &here);
    t.a.created({0, t.ticket}, &t.ticket);
  });
  t.access(1, &t.heap[0], 8, Mode::Write);
  CHECK(t.a.found().clean());
  t.access(0, &t.heap[0], 8, Mode::Write);
  CHECK_FALSE(t.a.found().clean());
}

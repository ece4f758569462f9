//===- AdmissionTest.cpp - Tickets in, ready invocations out ------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/admission.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace polychrome;

namespace {

constexpr std::uint32_t A = 0, B = 1, X = 2;

/// A and B conflict with themselves through a context, with each other on a global;
/// X is exclusive.
conflict_rules three_rows() {
  conflict_rules r(3);
  r.context(A, A);
  r.never_together(A, B);
  r.exclusive(X);
  return r;
}

claimed_range write(std::uintptr_t lo, std::uintptr_t hi) { return {lo, hi, true, false}; }
claimed_range read(std::uintptr_t lo, std::uintptr_t hi) { return {lo, hi, false, false}; }

struct machine {
  conflict_rules rules = three_rows();
  admission tickets{rules};

  admission::invocation *stamp(std::uint32_t row, std::vector<claimed_range> claims = {}) {
    return tickets.stamp(row, claims, this);
  }
  std::vector<admission::invocation *> finish(admission::invocation *i) {
    std::vector<admission::invocation *> ready;
    tickets.finish(i, ready);
    return ready;
  }
};

using list = std::vector<admission::invocation *>;

} // namespace

TEST_CASE("Invocations with different contexts are ready at once") {
  machine m;
  CHECK(m.stamp(A, {write(100, 200)})->ready());
  CHECK(m.stamp(A, {write(200, 300)})->ready());
}

TEST_CASE("A second writer of the same bytes waits for the first") {
  machine m;
  auto *first = m.stamp(A, {write(100, 200)});
  auto *second = m.stamp(A, {write(199, 300)});
  CHECK_FALSE(second->ready());
  CHECK(m.finish(first) == list{second});
}

TEST_CASE("Several in one wait for whatever one of them waits for") {
  machine m;
  auto *b = m.stamp(B);
  auto *both = m.tickets.stamp(B, std::vector{write(100, 200)}, &m, std::vector{A});
  CHECK_FALSE(both->ready()); // A and B are never together.
  auto *a = m.stamp(A, {write(300, 400)});
  CHECK_FALSE(a->ready());
  CHECK(m.finish(b) == list{both});
  CHECK(m.finish(both) == list{a});
  CHECK(m.finish(a).empty());
  CHECK(m.tickets.unfinished() == 0);
}

TEST_CASE("Readers of the same bytes are ready together and a writer waits for both") {
  machine m;
  auto *one = m.stamp(A, {read(100, 200)});
  auto *two = m.stamp(A, {read(100, 200)});
  auto *writer = m.stamp(A, {write(150, 151)});
  CHECK(two->ready());
  CHECK_FALSE(writer->ready());
  CHECK(m.finish(two).empty());
  CHECK(m.finish(one) == list{writer});
}

TEST_CASE("Storage that a field owns never meets the bytes themselves") {
  machine m;
  m.stamp(A, {write(100, 200)});
  CHECK(m.stamp(A, {claimed_range{100, 200, true, true}})->ready());
}

TEST_CASE("Ranges that only share a granule do not conflict") {
  machine m;
  m.stamp(A, {write(0x1000, 0x1010)});
  CHECK(m.stamp(A, {write(0x1010, 0x1020)})->ready());
}

TEST_CASE("A range of unknown length meets everything behind its start") {
  machine m;
  auto *wide = m.stamp(A, {write(0x10000, ~std::uintptr_t(0))});
  CHECK(m.stamp(A, {write(0xff00, 0x10000)})->ready());
  auto *behind = m.stamp(A, {write(0x7fffffff0000, 0x7fffffff0008)});
  CHECK_FALSE(behind->ready());
  auto *again = m.stamp(A, {write(0x20000, ~std::uintptr_t(0))});
  CHECK_FALSE(again->ready());
  CHECK(m.finish(wide) == list{behind});
  CHECK(m.finish(behind) == list{again});
}

TEST_CASE("Rows with a conflict on a global wait whatever they claim") {
  machine m;
  auto *a = m.stamp(A, {write(0, 8)});
  auto *b = m.stamp(B);
  CHECK_FALSE(b->ready());
  CHECK(b->waits_for == A);
  CHECK(m.finish(a) == list{b});
}

TEST_CASE("Claims of rows that do not conflict through a context are not compared") {
  conflict_rules none(2);
  admission tickets(none);
  const std::vector<claimed_range> same{write(0, 8)};
  tickets.stamp(0, same, nullptr);
  CHECK(tickets.stamp(1, same, nullptr)->ready());
}

TEST_CASE("An exclusive invocation waits for all before it and holds up all behind it") {
  machine m;
  auto *a = m.stamp(A, {write(0, 8)});
  auto *c = m.stamp(A, {write(8, 16)});
  auto *x = m.stamp(X);
  auto *behind = m.stamp(A, {write(16, 24)});
  CHECK_FALSE(x->ready());
  CHECK_FALSE(behind->ready());
  CHECK(m.tickets.exclusive_unfinished());
  CHECK(m.finish(a).empty());
  CHECK(m.finish(c) == list{x});
  CHECK(m.finish(x) == list{behind});
  CHECK_FALSE(m.tickets.exclusive_unfinished());
}

TEST_CASE("Those that become ready together come in ticket order") {
  machine m;
  auto *x = m.stamp(X);
  auto *one = m.stamp(A, {write(0, 8)});
  auto *two = m.stamp(A, {write(8, 16)});
  auto *three = m.stamp(A, {write(16, 24)});
  CHECK(m.finish(x) == list{one, two, three});
}

TEST_CASE("An invocation that claims the same bytes twice is linked once") {
  machine m;
  auto *first = m.stamp(A, {write(0, 1000), write(500, 2000)});
  auto *second = m.stamp(A, {write(0, 2000), read(0, 8)});
  CHECK(m.finish(first) == list{second});
  CHECK(m.finish(second).empty());
  CHECK(m.tickets.unfinished() == 0);
}

TEST_CASE("A writer waits for the last writer and the readers since then, not for those before") {
  machine m;
  std::vector<std::uint64_t> edges;
  m.tickets.list_edges(&edges);
  m.stamp(A, {read(100, 200)});
  const auto *writer = m.stamp(A, {write(100, 200)});
  const auto *reader = m.stamp(A, {read(100, 200)});
  m.stamp(A, {write(100, 200)});
  CHECK(edges == std::vector<std::uint64_t>{writer->ticket, reader->ticket});
}

TEST_CASE("One of a row that conflicts with itself waits for nothing before the last of that row") {
  conflict_rules rules(2);
  rules.never_together(A, A);
  rules.never_together(A, B);
  admission tickets(rules);
  std::vector<std::uint64_t> edges;
  tickets.list_edges(&edges);
  tickets.stamp(B, {}, nullptr);
  const auto *last = tickets.stamp(A, {}, nullptr);
  const auto *between = tickets.stamp(B, {}, nullptr);
  tickets.stamp(A, {}, nullptr);
  std::sort(edges.begin(), edges.end());
  CHECK(edges == std::vector<std::uint64_t>{last->ticket, between->ticket});
}

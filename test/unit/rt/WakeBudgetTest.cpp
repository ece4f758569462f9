//===- WakeBudgetTest.cpp - When another thread is worth waking ---------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/wake_budget.hpp"

#include <catch2/catch.hpp>

using polychrome::wake_budget;

TEST_CASE("An invocation that is long, or of unknown length, is worth a thread by itself") {
  wake_budget b;
  CHECK(b.before(0, false));
  CHECK(b.before(wake_budget::long_ns, false));
  CHECK_FALSE(b.before(wake_budget::long_ns - 1, false));
}

TEST_CASE("Short ones are, once they have taken as long as a wake-up with others behind them") {
  wake_budget b;
  for (std::uint64_t n = 1; n < wake_budget::wake_ns / 5000; ++n)
    REQUIRE_FALSE(b.before(5000, true));
  CHECK(b.before(5000, true));
  b.woken();
  CHECK_FALSE(b.before(5000, true));
}

TEST_CASE("An empty queue cancels the debt") {
  wake_budget b;
  b.ran(wake_budget::wake_ns - 1);
  CHECK_FALSE(b.before(5000, false));
  CHECK_FALSE(b.before(5000, true));
}

TEST_CASE("Helpers in vain double the price up to a limit, a useful one restores it") {
  wake_budget b;
  b.helped(0, true);
  CHECK(b.price() == 2 * wake_budget::wake_ns);
  b.helped(0, false); // Nothing to do is not in vain.
  CHECK(b.price() == 2 * wake_budget::wake_ns);
  for (int n = 0; n < 20; ++n)
    b.helped(0, true);
  CHECK(b.price() == wake_budget::highest_ns);
  CHECK_FALSE(b.is_long(wake_budget::long_ns));
  CHECK(b.is_long(wake_budget::highest_ns / 8));
  b.helped(wake_budget::wake_ns, true);
  CHECK(b.price() == wake_budget::wake_ns);
}

//===- WatchdogTest.cpp - Which invocations stall ------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FakeLoop.hpp"

#include <catch2/catch.hpp>

#include <latch>
#include <thread>

using namespace polychrome;
using namespace polychrome::test;

namespace {

const int one = 0, other = 0;

std::size_t stalled(stall_detector &d, std::vector<sighting> running, std::uint64_t now) {
  return d.look(running, now).size();
}

} // namespace

TEST_CASE("An invocation that is seen for as long as the limit is named once") {
  stall_detector d(100);
  CHECK(stalled(d, {{&one, 7, 3}}, 1000) == 0);
  CHECK(stalled(d, {{&one, 7, 3}}, 1099) == 0);
  const auto found = d.look({{&one, 7, 3}}, 1100);
  REQUIRE(found.size() == 1);
  CHECK(found[0].row == 3);
  CHECK(stalled(d, {{&one, 7, 3}}, 5000) == 0);
}

TEST_CASE("Short invocations one after the other are not a long one") {
  stall_detector d(100);
  for (std::uint64_t n = 1; n < 20; ++n)
    CHECK(stalled(d, {{&one, n, 3}}, 60 * n) == 0);
}

TEST_CASE("An idle thread stalls nothing, and a thread that was idle starts anew") {
  stall_detector d(100);
  CHECK(stalled(d, {{&one, 7, 3}}, 0) == 0);
  CHECK(stalled(d, {{&one, 0, 3}}, 50) == 0);
  CHECK(stalled(d, {{&one, 7, 3}}, 120) == 0);
  CHECK(stalled(d, {{&one, 7, 3}}, 220) == 1);
}

TEST_CASE("Threads are told apart") {
  stall_detector d(100);
  CHECK(stalled(d, {{&one, 7, 3}, {&other, 7, 4}}, 0) == 0);
  const auto found = d.look({{&one, 8, 3}, {&other, 7, 4}}, 100);
  REQUIRE(found.size() == 1);
  CHECK(found[0].row == 4);
}

TEST_CASE("A domain shows what its threads run, alone or not") {
  for (const unsigned workers : {0u, 1u}) {
    fake_loop loop(matrix().free("quick").free("blocked"), workers);
    loop.watch();
    std::vector<sighting> during;
    loop.post("blocked", [&] {
      std::thread([&] { loop.look(during); }).join(); // As the watchdog's thread does.
    });
    CHECK(loop.run());
    const auto running = std::count_if(during.begin(), during.end(),
                                       [](const sighting &s) { return s.number && s.row == 1; });
    CHECK(running == 1);
  }
}

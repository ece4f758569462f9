//===- HistoryTest.cpp - Which invocation precedes which ----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/audit/history.hpp"

#include <catch2/catch.hpp>

using namespace polychrome;
using namespace polychrome::audit;

namespace {

// Rows: 0 and 1 conflict with each other, 1 and 2 as well; 0 and 2 do not; 3 by key.
struct some_history {
  conflict_rules rules{4};
  history h{rules};

  some_history() {
    rules.never_together(0, 1);
    rules.never_together(1, 2);
    rules.context(3, 3);
  }
  history::number run(std::uint32_t row, history::number parent = history::no_invocation,
                      std::vector<claimed_range> claims = {}) {
    return h.begin(0, row, claims, parent);
  }
  epoch end() {
    const epoch e = h.now();
    h.end();
    return e;
  }
};

} // namespace

TEST_CASE("who conflicts nowhere and descends from nobody is bound to nothing") {
  some_history s;
  s.run(0);
  const epoch a = s.end();
  s.run(2);
  CHECK_FALSE(s.h.bound(a));
}

TEST_CASE("a child is bound to follow its parent, and its parent's parent") {
  some_history s;
  const auto first = s.run(0);
  const epoch a = s.end();
  const auto child = s.run(0, first);
  s.end();
  s.run(2, child);
  CHECK(s.h.bound(a));
}

TEST_CASE("a conflict that met orders those around it, one that did not meet does not") {
  some_history s;
  s.run(0);
  const epoch a = s.end();
  s.run(1);
  const bool meet = GENERATE(true, false);
  if (meet)
    CHECK(s.h.bound(a));
  const epoch b = s.end();
  s.run(2);
  CHECK(s.h.bound(b));
  CHECK(s.h.bound(a) == meet);
  // Nothing is handed over where each pair has to conflict itself.
  CHECK_FALSE(s.h.directly_bound(a));
}

TEST_CASE("contexts that share no byte do not conflict") {
  some_history s;
  s.run(3, history::no_invocation, {{16, 24, true, false}});
  const epoch a = s.end();
  s.run(3, history::no_invocation, {{24, 32, true, false}});
  CHECK_FALSE(s.h.bound(a));
  s.end();
  s.run(3, history::no_invocation, {{20, 28, false, false}});
  CHECK(s.h.bound(a));
}

TEST_CASE("what precedes a release precedes what follows the acquisition, and no more") {
  some_history s;
  int count = 0;
  s.run(0);
  const epoch before = s.h.now();
  s.h.release(&count);
  const epoch after = s.end();
  s.run(2);
  CHECK_FALSE(s.h.bound(before));
  s.h.acquire(&count);
  CHECK(s.h.bound(before));
  CHECK(s.h.directly_bound(before));
  CHECK_FALSE(s.h.bound(after));
}

TEST_CASE("everything before a run() has returned precedes everything after it") {
  some_history s;
  s.run(0);
  const epoch a = s.end();
  s.h.barrier();
  s.run(2);
  CHECK(s.h.bound(a));
}

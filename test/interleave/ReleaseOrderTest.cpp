//===- ReleaseOrderTest.cpp - Every order in which parents can return ---------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The order of blocks under POLYCHROME_ORDER=strict, in every order of returns mixed in
// every way with arrivals; some invocations leave no block, as those that are put back.
//
//===----------------------------------------------------------------------===//

#include "rt/src/dispatch.hpp"
#include "rt/src/release_order.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace polychrome;

namespace {

constexpr std::size_t invocations = 6;

struct explorer {
  unsigned without_block; ///< a bit for each that leaves none
  std::size_t schedules = 0;
  std::vector<int> moves; // -1: the next is stamped; i: i returns

  char *block(std::size_t i) const {
    static char places[invocations];
    return (without_block >> i) & 1 ? nullptr : &places[i];
  }

  void replay() const {
    release_order order;
    std::vector<void *> released;
    std::vector<bool> returned(invocations);
    std::size_t stamped = 0;
    for (const int move : moves) {
      if (move < 0)
        order.stamped(10 + stamped++);
      else {
        returned[static_cast<std::size_t>(move)] = true;
        order.returned(10 + static_cast<std::uint64_t>(move), block(static_cast<std::size_t>(move)),
                       released);
      }
      // Exactly the blocks of the returned ones before which all have returned, in order.
      std::vector<void *> expected;
      for (std::size_t i = 0; i < stamped && returned[i]; ++i)
        if (block(i))
          expected.push_back(block(i));
      REQUIRE(released == expected);
      REQUIRE(order.empty() ==
              (std::count(returned.begin(), returned.end(), true) == static_cast<long>(stamped)));
    }
  }

  void step(std::size_t stamped, unsigned done) {
    if (done == (1u << invocations) - 1) {
      ++schedules;
      replay();
      return;
    }
    if (stamped < invocations) {
      moves.push_back(-1);
      step(stamped + 1, done);
      moves.pop_back();
    }
    for (std::size_t i = 0; i < stamped; ++i)
      if (!((done >> i) & 1)) {
        moves.push_back(static_cast<int>(i));
        step(stamped, done | 1u << i);
        moves.pop_back();
      }
  }
};

} // namespace

TEST_CASE("Blocks are released in the order of tickets, whoever returns first") {
  for (unsigned without = 0; without < 1u << invocations; without += 7) {
    explorer e{without, 0, {}};
    e.step(0, 0);
    CHECK(e.schedules > 5000);
  }
}

TEST_CASE("A ticket may be left out while none is open") {
  release_order order;
  std::vector<void *> released;
  char a, b;
  order.stamped(1);
  order.returned(1, &a, released);
  order.stamped(5);
  order.returned(5, &b, released);
  CHECK(released == std::vector<void *>{&a, &b});
}

namespace {

/// Two rows that conflict with themselves only, each posting its own kind.
model::Program two_kinds() {
  model::Program p;
  for (std::uint32_t row = 0; row < 2; ++row) {
    p.Rows.emplace_back();
    p.Rows.back().Id = row;
    const std::string name = row == 0 ? "even" : "odd";
    p.Rows.back().Posts.push_back({name, {}});
    p.Entries.push_back({name, model::HandlerKind::Function, nullptr, row, 1});
  }
  p.Matrix.resize(4);
  p.Matrix[0].Global = p.Matrix[3].Global = true;
  return p;
}

/// Invocation i is of row i % 2, and hands over one of its row. All orders of returns.
void return_in_any_order(const lineage_rules &rules, std::vector<std::size_t> returns) {
  static char places[invocations];
  do {
    release_order order;
    for (std::size_t i = 0; i < invocations; ++i)
      rules.fill(order.stamped(1 + i), static_cast<std::uint32_t>(i % 2), false, nullptr);
    const auto list = [&](const void *block, std::vector<lineage> &out) {
      out.resize(1);
      const auto kind = (static_cast<const char *>(block) - places) % 2;
      rules.fill(out[0], static_cast<std::uint32_t>(kind), true, nullptr);
    };
    std::vector<void *> released;
    std::vector<bool> returned(invocations);
    for (const std::size_t i : returns) {
      order.returned(1 + i, &places[i], released);
      order.release_early(rules, list, released);
      REQUIRE_FALSE(order.may_release_early());
      returned[i] = true;
      // Nobody waits for the other kind; of one kind, the first to return is the first out.
      for (std::size_t kind = 0; kind < 2; ++kind) {
        std::vector<void *> expected, got;
        for (std::size_t k = kind; k < invocations && returned[k]; k += 2)
          expected.push_back(&places[k]);
        for (void *b : released)
          if (static_cast<std::size_t>(static_cast<char *>(b) - places) % 2 == kind)
            got.push_back(b);
        REQUIRE(got == expected);
      }
    }
    REQUIRE(order.empty());
  } while (std::next_permutation(returns.begin(), returns.end()));
}

} // namespace

TEST_CASE("A block waits only for those that its lineage may meet, whoever returns first") {
  const dispatch_table table(two_kinds());
  return_in_any_order(lineage_rules(table.program(), table.rules()), {0, 1, 2, 3, 4, 5});
}

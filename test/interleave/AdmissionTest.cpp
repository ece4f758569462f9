//===- AdmissionTest.cpp - Every interleaving of small sets -------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The admission machine, explored exhaustively: for every small set of invocations over
// some conflict rules, every order in which running ones can finish, mixed in every way
// with the arrivals of the rest. The machine is compared with the definition: an
// invocation is ready if and only if no earlier unfinished one conflicts with it.
//
//===----------------------------------------------------------------------===//

#include "rt/src/admission.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace polychrome;

namespace {

struct arrival {
  std::uint32_t row;
  std::vector<claimed_range> claims;
  std::vector<std::uint32_t> more_rows = {};

  std::vector<std::uint32_t> rows() const {
    std::vector<std::uint32_t> all = more_rows;
    all.push_back(row);
    return all;
  }
};

bool conflict(const conflict_rules &r, const arrival &a, const arrival &b) {
  bool context = false;
  for (const std::uint32_t x : a.rows())
    for (const std::uint32_t y : b.rows()) {
      if (r.is_never(x, y))
        return true;
      context |= r.is_context(x, y);
    }
  if (!context)
    return false;
  for (const claimed_range &x : a.claims)
    for (const claimed_range &y : b.claims)
      if (x.lo < x.hi && y.lo < y.hi && x.meets(y))
        return true;
  return false;
}

enum class state { to_come, waiting, ready, finished };

class explorer {
public:
  explorer(const conflict_rules &r, std::vector<arrival> a) : rules_(r), arrivals_(std::move(a)) {}

  /// Tries every schedule; returns how many there are.
  std::size_t run() {
    schedule_.clear();
    step();
    return schedules_;
  }

private:
  // A schedule is a list of moves: -1 stamps the next arrival, i >= 0 finishes i. The
  // machine cannot be copied, so each schedule is replayed from its start.
  void step() {
    replay();
    bool over = true;
    if (stamped_ < arrivals_.size()) {
      over = false;
      descend(-1);
    }
    const std::vector<state> now = states_;
    for (std::size_t i = 0; i < now.size(); ++i)
      if (now[i] == state::ready) {
        over = false;
        descend(static_cast<int>(i));
      }
    if (!over)
      return;
    ++schedules_;
    replay();
    // Everything has finished: nobody starves, nothing is deadlocked.
    REQUIRE(
        std::all_of(states_.begin(), states_.end(), [](state s) { return s == state::finished; }));
  }

  void descend(int move) {
    const std::size_t stamped = stamped_;
    schedule_.push_back(move);
    step();
    schedule_.pop_back();
    stamped_ = stamped;
  }

  void replay() {
    admission machine(rules_);
    std::vector<admission::invocation *> handles(arrivals_.size());
    states_.assign(arrivals_.size(), state::to_come);
    stamped_ = 0;
    for (const int move : schedule_)
      if (move < 0)
        stamp(machine, handles);
      else
        finish(machine, handles, static_cast<std::size_t>(move));
  }

  void stamp(admission &m, std::vector<admission::invocation *> &handles) {
    const std::size_t i = stamped_++;
    handles[i] =
        m.stamp(arrivals_[i].row, arrivals_[i].claims, &states_[i], arrivals_[i].more_rows);
    states_[i] = handles[i]->ready() ? state::ready : state::waiting;
    check();
  }

  void finish(admission &m, std::vector<admission::invocation *> &handles, std::size_t i) {
    std::vector<admission::invocation *> ready;
    states_[i] = state::finished;
    m.finish(handles[i], ready);
    std::uint64_t last = 0;
    for (admission::invocation *r : ready) {
      REQUIRE(r->ticket > last);
      last = r->ticket;
      *static_cast<state *>(r->payload) = state::ready;
    }
    check();
  }

  /// The definition. Ready ones count as running: any of them might be.
  void check() const {
    for (std::size_t i = 0; i < stamped_; ++i) {
      if (states_[i] == state::finished)
        continue;
      bool free = true;
      for (std::size_t e = 0; e < i; ++e)
        free &= states_[e] == state::finished || !conflict(rules_, arrivals_[e], arrivals_[i]);
      REQUIRE((states_[i] == state::ready) == free);
    }
  }

  const conflict_rules &rules_;
  const std::vector<arrival> arrivals_;
  std::vector<int> schedule_;
  std::vector<state> states_;
  std::size_t stamped_ = 0;
  std::size_t schedules_ = 0;
};

/// Every list of `n` choices out of `kinds`.
template <typename Visit>
void for_each_list(const std::vector<arrival> &kinds, std::size_t n, Visit visit) {
  std::vector<std::size_t> pick(n);
  for (;;) {
    std::vector<arrival> list;
    for (const std::size_t p : pick)
      list.push_back(kinds[p]);
    visit(list);
    std::size_t at = 0;
    while (at < n && ++pick[at] == kinds.size())
      pick[at++] = 0;
    if (at == n)
      return;
  }
}

claimed_range bytes(std::uintptr_t lo, std::uintptr_t hi, bool write) {
  return {lo, hi, write, false};
}

} // namespace

TEST_CASE("Global conflicts and exclusive rows: every schedule of up to five invocations") {
  // The poster's A, B, C, and an exclusive row.
  conflict_rules rules(4);
  rules.never_together(0, 0);
  rules.never_together(0, 1);
  rules.exclusive(3);
  const std::vector<arrival> kinds{{0, {}}, {1, {}}, {2, {}}, {3, {}}};
  std::size_t schedules = 0;
  for (std::size_t n = 1; n <= 5; ++n)
    for_each_list(kinds, n, [&](const std::vector<arrival> &list) {
      schedules += explorer(rules, list).run();
    });
  CHECK(schedules > 1000);
}

TEST_CASE("Context conflicts: every schedule of up to four invocations over nine claims") {
  conflict_rules rules(2);
  rules.context(0, 0);
  rules.context(0, 1);
  const std::uintptr_t end = ~std::uintptr_t(0);
  const std::vector<arrival> kinds{{0, {bytes(0x1000, 0x1010, true)}},
                                   {0, {bytes(0x1008, 0x1018, false)}},
                                   {0, {bytes(0x1010, 0x1020, true)}},
                                   {0, {bytes(0x10f8, 0x1108, true)}}, // two granules
                                   {0, {bytes(0x1000, 0x1010, false), bytes(0x1100, 0x1108, true)}},
                                   {0, {bytes(0x1010, end, true)}}, // wide
                                   {0, {bytes(0x1010, end, false), bytes(0x1000, 0x1001, true)}},
                                   {0, {claimed_range{0x1000, 0x1010, true, true}}}, // owned
                                   {1, {bytes(0x1000, 0x1010, true)}}};
  for (std::size_t n = 1; n <= 4; ++n)
    for_each_list(kinds, n, [&](const std::vector<arrival> &list) { explorer(rules, list).run(); });
}

TEST_CASE("Random rules and claims: every schedule of six invocations") {
  std::mt19937 random(20261122);
  for (int round = 0; round < 200; ++round) {
    conflict_rules rules(4);
    for (std::uint32_t a = 0; a < 4; ++a)
      for (std::uint32_t b = a; b < 4; ++b) {
        if (random() % 4 == 0)
          rules.never_together(a, b);
        if (random() % 2 == 0)
          rules.context(a, b);
      }
    if (random() % 3 == 0)
      rules.exclusive(3);
    std::vector<arrival> list;
    for (int i = 0; i < 6; ++i) {
      arrival a{static_cast<std::uint32_t>(random() % 4), {}};
      for (auto n = random() % 3; n > 0; --n) {
        const std::uintptr_t lo = 0x1000 + 64 * (random() % 8);
        // Of every level of the index, and larger ones.
        const std::uintptr_t size = std::uintptr_t(16) << (random() % 18);
        a.claims.push_back({lo, lo + size, random() % 2 == 0, random() % 4 == 0});
      }
      // Several in one, none of them exclusive.
      for (std::uint32_t more = 0; more < 3 && a.row != 3 && i % 3 == 0; ++more)
        if (more != a.row && random() % 2 == 0)
          a.more_rows.push_back(more);
      list.push_back(a);
    }
    explorer(rules, list).run();
  }
}

//===- StrictTest.cpp - The order strict is that of the one-thread loop -------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Seeded programs: every handler posts children by a number of its own, and some of them
// log that number. What a queue and a while loop would log is the expected result.
//
//===----------------------------------------------------------------------===//

#include "FakeLoop.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>

using namespace polychrome;
using namespace polychrome::test;

namespace {

std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

struct node {
  std::uint64_t id;
  unsigned depth;

  bool logs() const { return mixed(id) % 3 != 0; }
  unsigned children() const { return depth == 0 ? 0 : mixed(id + 1) % 4; }
  node child(unsigned n) const { return {mixed(id * 8 + n), depth - 1}; }
  /// Busy, so that others run meanwhile and return in another order.
  void work() const {
    const auto time = std::chrono::microseconds(mixed(id + 2) % 40);
    for (const auto end = std::chrono::steady_clock::now() + time;
         std::chrono::steady_clock::now() < end;) {
    }
  }
};

using journal = std::vector<std::uint64_t>;

journal one_thread(const std::vector<node> &roots) {
  std::deque<node> queue(roots.begin(), roots.end());
  journal l;
  for (; !queue.empty(); queue.pop_front()) {
    const node n = queue.front();
    if (n.logs())
      l.push_back(n.id);
    for (unsigned c = 0; c < n.children(); ++c)
      queue.push_back(n.child(c));
  }
  return l;
}

void post(fake_loop &loop, journal &l, node n) {
  loop.post(n.logs() ? "log" : "free", [&loop, &l, n] {
    if (n.logs())
      l.push_back(n.id);
    else
      n.work();
    for (unsigned c = 0; c < n.children(); ++c)
      post(loop, l, n.child(c));
  });
}

journal run(const std::vector<node> &roots, unsigned workers, bool strict,
            std::uint64_t &parallel) {
  fake_loop loop(matrix().free("free").global("log", "log"), workers, nullptr, strict);
  journal l;
  for (const node &n : roots)
    post(loop, l, n);
  CHECK(loop.run());
  parallel += loop.stats().sum(&statistics::counters::parallel);
  return l;
}

std::vector<node> program(std::uint64_t seed) {
  std::vector<node> roots;
  for (std::uint64_t n = 0; n < 6; ++n)
    roots.push_back({mixed(seed * 100 + n), 3});
  return roots;
}

} // namespace

TEST_CASE("Strict logs the same with one, two and eight workers, over thousands of runs") {
  std::uint64_t parallel = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const std::vector<node> roots = program(seed);
    const journal expected = one_thread(roots);
    for (const unsigned workers : {0u, 1u, 7u})
      REQUIRE(run(roots, workers, true, parallel) == expected);
  }
  CHECK(parallel > 50); // On a machine that does nothing else: thousands.
}

TEST_CASE("Causal does not, so the runs above could have shown a difference") {
  std::uint64_t parallel = 0;
  bool differs = false;
  for (std::uint64_t seed = 0; seed < 1000 && !differs; ++seed) {
    const std::vector<node> roots = program(seed);
    differs = run(roots, 7, false, parallel) != one_thread(roots);
  }
  CHECK(differs);
}

namespace {

/// Does a chain of posts get ten generations on while an earlier handler has not returned?
/// That one goes on when the other thread has nothing left that it could run.
bool overtakes(const matrix &m) {
  fake_loop loop(m, 1, nullptr, true);
  std::atomic<int> generations{0};
  std::function<void()> chain = [&] {
    if (generations++ != 10)
      loop.post("short", chain);
  };
  int seen = 0;
  loop.post("long", [&] {
    loop.await_blocked();
    seen = generations;
    loop.post("last", [] {});
  });
  loop.post("short", chain);
  CHECK(loop.run());
  CHECK(generations == 11);
  return seen == 11;
}

} // namespace

TEST_CASE("Strict does not keep back what cannot meet anything that an earlier parent may post") {
  CHECK(overtakes(
      matrix().free("long").posts("long", "last").posts("last", "last").posts("short", "short")));
}

TEST_CASE("Strict keeps back what may meet a child of an earlier parent") {
  CHECK_FALSE(overtakes(matrix()
                            .free("long")
                            .posts("long", "last")
                            .posts("last", "last")
                            .posts("short", "short")
                            .global("last", "short")));
}

TEST_CASE("Strict keeps back what may meet a grandchild of an earlier parent") {
  CHECK_FALSE(overtakes(matrix()
                            .free("long")
                            .posts("long", "middle")
                            .posts("middle", "last")
                            .posts("last", "last")
                            .posts("short", "short")
                            .global("last", "short")));
}

TEST_CASE("Strict keeps back what may be followed by what meets a child of an earlier parent") {
  CHECK_FALSE(overtakes(matrix()
                            .free("long")
                            .posts("long", "last")
                            .posts("last", "last")
                            .posts("short", "short")
                            .posts("short", "later")
                            .posts("later", "later")
                            .global("last", "later")));
}

TEST_CASE("Strict keeps everything back while an earlier parent may post anything") {
  CHECK_FALSE(overtakes(matrix().free("long").posts("short", "short")));
}

TEST_CASE("Strict loses nothing around a handler that throws") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    fake_loop loop(matrix().free("free").global("log", "log"), 3, nullptr, true);
    std::vector<int> order;
    for (int i = 0; i < 12; ++i)
      loop.post("free", [&, i] {
        node{seed * 50 + static_cast<std::uint64_t>(i), 0}.work();
        loop.post("log", [&, i] { order.push_back(i); });
        if (static_cast<std::uint64_t>(i) == seed % 12)
          throw i;
      });
    CHECK_THROWS_AS(loop.run(), int);
    CHECK(loop.run());
    std::sort(order.begin(), order.end());
    for (int i = 0; i < 12; ++i)
      REQUIRE(order[static_cast<std::size_t>(i)] == i);
    REQUIRE(order.size() == 12);
  }
}

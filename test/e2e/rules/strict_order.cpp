//===- strict_order.cpp - The order strict, bit for bit ---------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Seeded trees of posts. Handlers of one sort log to their session and post their own sort
// with the same key, so their lineages need no order between sessions; others log to one
// list for all, and post to sessions that only memory knows. Every list has to be that of
// a queue and a loop. Last, a handler waits for the tenth generation of another lineage,
// whose parents came later than its own.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <algorithm>
#include <deque>
#include <vector>

namespace {

std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

constexpr std::size_t longest = 4096;
constexpr std::size_t sessions = 6;

/// A list of numbers that owns nothing: which memory it is, its owner's place says.
struct list {
  std::uint64_t numbers[longest];
  std::size_t size = 0;
  void add(std::uint64_t n) {
    if (size != longest)
      numbers[size++] = n;
  }
  bool operator==(const list &o) const {
    return std::equal(numbers, numbers + size, o.numbers, o.numbers + o.size);
  }
};

struct session {
  list log;
  session *peer = nullptr;
};

list everybody;

void work(std::uint64_t id) { work_for(std::chrono::microseconds(mixed(id + 2) % 30)); }

/// Whether a child of a handler of the mixed sort is of the sort that keeps to itself.
bool keeps_to_itself(std::uint64_t id) { return mixed(id + 3) % 2 == 0; }
unsigned children(std::uint64_t id, unsigned depth) { return depth == 0 ? 0 : mixed(id + 1) % 4; }

void post_solo(asio::io_context &io, session *s, std::uint64_t id, unsigned depth) {
  asio::post(io, [&io, s, id, depth] {
    s->log.add(id);
    work(id);
    for (unsigned c = 0; c < children(id, depth); ++c)
      post_solo(io, s, mixed(id * 8 + c), depth - 1);
  });
}

void post_mixed(asio::io_context &io, session *s, std::uint64_t id, unsigned depth) {
  asio::post(io, [&io, s, id, depth] {
    everybody.add(id);
    for (unsigned c = 0; c < children(id, depth); ++c)
      if (const std::uint64_t child = mixed(id * 8 + c); keeps_to_itself(child))
        post_solo(io, s->peer, child, depth - 1);
      else
        post_mixed(io, s->peer, child, depth - 1);
  });
}

struct node {
  bool solo;
  std::size_t of;
  std::uint64_t id;
  unsigned depth;
};

std::vector<node> roots(std::uint64_t seed) {
  std::vector<node> out;
  for (std::uint64_t n = 0; n < 2 * sessions; ++n)
    out.push_back({mixed(seed + n) % 3 != 0, n % sessions, mixed(seed * 100 + n), 4});
  return out;
}

/// What one thread with a queue makes of it.
void expect(std::uint64_t seed, std::vector<session> &each, list &all) {
  const std::vector<node> first = roots(seed);
  std::deque<node> queue(first.begin(), first.end());
  for (; !queue.empty(); queue.pop_front()) {
    const node n = queue.front();
    (n.solo ? each[n.of].log : all).add(n.id);
    for (unsigned c = 0; c < children(n.id, n.depth); ++c) {
      const std::uint64_t child = mixed(n.id * 8 + c);
      queue.push_back({n.solo || keeps_to_itself(child), n.solo ? n.of : (n.of + 1) % sessions,
                       child, n.depth - 1});
    }
  }
}

void check(std::uint64_t seed) {
  static std::vector<session> real(sessions), expected(sessions);
  static list expected_of_all;
  everybody.size = expected_of_all.size = 0;
  for (std::size_t n = 0; n < sessions; ++n) {
    real[n].log.size = expected[n].log.size = 0;
    real[n].peer = &real[(n + 1) % sessions];
  }
  expect(seed, expected, expected_of_all);
  asio::io_context io;
  for (const node &n : roots(seed))
    if (n.solo)
      post_solo(io, &real[n.of], n.id, n.depth);
    else
      post_mixed(io, &real[n.of], n.id, n.depth);
  io.run();
  CHECK(everybody == expected_of_all);
  for (std::size_t n = 0; n < sessions; ++n)
    CHECK(real[n].log == expected[n].log);
}

/// What is deferred comes behind what the same handler posts, whenever it is deferred.
void check_deferred() {
  everybody.size = 0;
  asio::io_context io;
  for (std::uint64_t n = 0; n < 12; ++n)
    asio::post(io, [&io, n] {
      asio::defer(io, [n] { everybody.add(2 * n + 1); });
      work(n);
      asio::post(io, [n] { everybody.add(2 * n); });
    });
  io.run();
  CHECK(everybody.size == 24);
  for (std::uint64_t n = 0; n < 24; ++n)
    CHECK(everybody.numbers[n] == n);
}

/// How a handler sees what another one does meanwhile: no program should.
[[polychrome::independent]] std::atomic<int> generation{0};
bool overtaken;

void post_generation(asio::io_context &io) {
  asio::post(io, [&io] {
    if (++generation != 10)
      post_generation(io);
  });
}

/// Where handlers may overtake, one that has not returned keeps back none but those that may
/// meet what it posts.
void check_that_a_long_one_is_overtaken() {
  asio::io_context io;
  asio::post(io, [&io] {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (generation.load() < 10 && std::chrono::steady_clock::now() < end) {
    }
    const bool seen = generation.load() >= 10;
    asio::post(io, [seen] { overtaken = seen; });
  });
  post_generation(io);
  io.run();
  CHECK(overtaken);
}

} // namespace

/// More seeds than the tests need, if their number is given.
int main(int argc, char **argv) {
  const std::uint64_t seeds = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 300;
  for (std::uint64_t seed = 0; seed < seeds; ++seed)
    check(seed);
  for (int n = 0; n < 20; ++n)
    check_deferred();
  if (mode_is("strict"))
    check_that_a_long_one_is_overtaken();
}

//===- ceiling.cpp - The same handlers, not synchronised at all ---*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// No peer but the bound: every thread has handlers, and shared objects, of its own, in a
// queue that nobody else sees. What this machine gives today to threads that do not know
// of each other.
//
//   ceiling CASE threads=N handlers=N rounds=N
//
//===----------------------------------------------------------------------===//

#define POLYCHROME_BENCH_TRAFFIC_PER_THREAD
#include "cases.hpp"

#include <functional>
#include <thread>

namespace {

/// A queue of functions and one thread.
struct unsynchronised {
  struct place {
    unsynchronised *loop;
  };

  place at(unsigned) { return {this}; }
  template <typename F> static void post(place &p, F f) {
    p.loop->pending.emplace_back(std::move(f));
  }
  template <typename F> static void atomically(place &, F f) { f(); }
  void run() {
    while (!pending.empty()) {
      const std::function<void()> f = std::move(pending.front());
      pending.pop_front();
      f();
    }
  }

  void restart() {}

  std::deque<std::function<void()>> pending;
};

/// Every thread has its part of the handlers; the slowest counts.
bench::result run_ceiling(const bench::arguments &given) {
  const long threads = given.count("threads");
  const bench::arguments part = given.divided({"handlers", "actors"}, threads);
  std::vector<bench::result> results(static_cast<std::size_t>(threads));
  std::vector<std::thread> all;
  for (bench::result &r : results)
    all.emplace_back([&] {
      unsynchronised loop;
      if (!bench::run_named(part, loop, r))
        bench::arguments::fail(given.what() + ": no such case");
    });
  for (std::thread &t : all)
    t.join();
  return *std::max_element(
      results.begin(), results.end(),
      [](const bench::result &a, const bench::result &b) { return a.figure < b.figure; });
}

} // namespace

int main(int argc, char **argv) {
  run_ceiling(bench::arguments(argc, argv)).print();
}

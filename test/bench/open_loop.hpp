//===- open_loop.hpp - Latency of light handlers beside heavy ones --*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Jobs arrive at times of their own, whether or not the loop keeps up: exponential gaps,
// from a seed. A few are heavy. The figure is the 99th percentile of the light ones' latency,
// from the time at which a job was to arrive to the end of its handler, in seconds. With
// urgent=1 the light ones are posted with high priority, where the loop has priorities.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_BENCH_OPEN_LOOP_HPP
#define POLYCHROME_BENCH_OPEN_LOOP_HPP

#include "cases.hpp"

#include <cmath>
#include <random>
#include <thread>
#include <vector>

namespace bench {

template <typename Loop> struct job {
  typename Loop::place place;
  double arrives;
  bool heavy;
  long rounds;
  std::uint64_t state;
  bench_clock::time_point done;

  void post_light() {
    Loop::post(place, [this] {
      Loop::atomically(place, [this] { state = compute(state, rounds); });
      done = bench_clock::now();
    });
  }
  void post_heavy() {
    Loop::post(place, [this] {
      Loop::atomically(place, [this] { state = compute(state, rounds); });
      done = bench_clock::now();
    });
  }
};

/// Posts every job at its time, from a thread of its own.
template <typename Loop>
void feed(std::vector<job<Loop>> &jobs, bench_clock::time_point begin, bool urgent) {
  for (job<Loop> &j : jobs) {
    if constexpr (requires { Loop::set_urgent(true); })
      Loop::set_urgent(urgent && !j.heavy);
    std::this_thread::sleep_until(begin + std::chrono::duration_cast<bench_clock::duration>(
                                              std::chrono::duration<double>(j.arrives)));
    if (j.heavy)
      j.post_heavy();
    else
      j.post_light();
  }
}

template <typename Loop> std::vector<job<Loop>> make_jobs(Loop &loop, const arguments &given) {
  std::mt19937_64 random(static_cast<std::uint64_t>(given.count("seed")));
  std::exponential_distribution<double> gap(given.number("per-second"));
  std::bernoulli_distribution is_heavy(given.number("heavy-share"));
  const double seconds = given.number("seconds");
  std::vector<job<Loop>> jobs;
  double at = 0;
  for (unsigned key = 0; (at += gap(random)) < seconds; ++key) {
    const bool heavy = is_heavy(random);
    const long rounds = given.count(heavy ? "heavy" : "light");
    jobs.push_back({loop.at(key), at, heavy, rounds, key + 1, {}});
  }
  return jobs;
}

template <typename Loop> bool run_open_loop(const arguments &given, Loop &loop, result &out) {
  if (given.what() != "open-loop")
    return false;
  warm_up(loop);
  std::vector<job<Loop>> jobs = make_jobs(loop, given);
  const auto begin = bench_clock::now() + std::chrono::milliseconds(5);
  {
    std::thread feeder([&, until_fed = loop.keep()]() mutable {
      feed(jobs, begin, given.count("urgent", 0) != 0);
      until_fed.reset();
    });
    loop.run();
    feeder.join();
  }
  std::vector<double> light;
  std::uint64_t sum = 0;
  for (const job<Loop> &j : jobs) {
    sum = sum * 31 + j.state;
    if (!j.heavy)
      light.push_back(std::chrono::duration<double>(j.done - begin).count() - j.arrives);
  }
  std::sort(light.begin(), light.end());
  out = {light.empty() ? std::nan("") : light[light.size() * 99 / 100], sum};
  return true;
}

} // namespace bench

#endif // POLYCHROME_BENCH_OPEN_LOOP_HPP

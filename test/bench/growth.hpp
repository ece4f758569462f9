//===- growth.hpp - How the cost of an invocation grows ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Cases with one size that is turned up: how many objects a handler touches, how many
// contexts there are, how many handlers are pending; and the memory that the last two
// take. Memory is what malloc has given out, sampled by a thread beside the loop.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_BENCH_GROWTH_HPP
#define POLYCHROME_BENCH_GROWTH_HPP

#include "cases.hpp"

#include <array>
#include <atomic>
#include <malloc.h>
#include <thread>
#include <utility>
#include <vector>

namespace bench {

/// Further apart than one cache line, and than what claims are hashed by.
struct alignas(512) cell {
  std::uint64_t state = 1;
};

template <std::size_t... I>
inline void change_all(const std::array<cell *, sizeof...(I)> &cells, long rounds,
                       std::index_sequence<I...>) {
  std::get<0>(cells)->state = compute(std::get<0>(cells)->state, rounds);
  ((std::get<I>(cells)->state += I), ...);
}

/// Handlers that change K objects each, of 64 groups of objects. All are posted beforehand.
template <std::size_t K, typename Loop> result run_tokens(const arguments &given, Loop &loop) {
  constexpr std::size_t groups = 64;
  const long rounds = given.count("rounds");
  std::vector<cell> cells(groups * K);
  warm_up(loop);
  auto place = loop.at(0);
  for (long n = given.count("handlers"); n > 0; --n) {
    std::array<cell *, K> mine;
    for (std::size_t k = 0; k < K; ++k)
      mine[k] = &cells[static_cast<std::size_t>(n) % groups * K + k];
    Loop::post(place, [mine, rounds] { change_all(mine, rounds, std::make_index_sequence<K>()); });
  }
  const auto begin = bench_clock::now();
  loop.run();
  result r{seconds_since(begin), 0};
  for (const cell &c : cells)
    r.checksum = r.checksum * 31 + c.state;
  return r;
}

/// A context as small as they come, with a handler that runs once.
template <typename Loop> struct small_context {
  std::uint64_t state;

  void post(typename Loop::place &place, long rounds) {
    Loop::post(place, [this, rounds] { state = compute(state, rounds); });
  }
};

/// The most that malloc had given out between making it and stop().
class memory_watch {
public:
  memory_watch() : before_(now()), most_(before_), thread_([this] { watch(); }) {}
  ~memory_watch() { stop(); }

  static std::size_t now() { return mallinfo2().uordblks; }

  std::size_t stop() {
    over_ = true;
    if (thread_.joinable())
      thread_.join();
    return most_ - before_;
  }

private:
  void watch() {
    while (!over_) {
      most_ = std::max(most_, now());
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  std::size_t before_;
  std::size_t most_;
  std::atomic<bool> over_{false};
  std::thread thread_;
};

/// `handlers` invocations of `contexts` contexts, `pending` of them at a time. What is
/// measured: the time of it all, the bytes a context that has had a handler and waits for nothing,
/// or the bytes a pending handler, the loop's own operation included.
template <typename Loop> result run_contexts(const arguments &given, Loop &loop) {
  const long contexts = given.count("contexts");
  const long pending = given.count("pending");
  const long handlers = given.count("handlers");
  const long rounds = given.count("rounds");
  std::vector<small_context<Loop>> all(static_cast<std::size_t>(contexts), {1});
  warm_up(loop);
  auto place = loop.at(0);

  const std::size_t before = memory_watch::now();
  std::size_t most = 0;
  double seconds = 0;
  for (long done = 0; done < handlers;) {
    memory_watch watch;
    for (long n = 0; n < pending && done < handlers; ++n, ++done)
      all[static_cast<std::size_t>(done % contexts)].post(place, rounds);
    const auto begin = bench_clock::now();
    loop.run();
    seconds += seconds_since(begin);
    loop.restart();
    most = std::max(most, watch.stop());
  }
  const std::size_t after = memory_watch::now();
  const double kept = after > before ? static_cast<double>(after - before) : 0;

  result r{seconds, 0};
  if (given.what() == "memory-contexts")
    r.figure = kept / static_cast<double>(contexts);
  else if (given.what() == "memory-pending")
    r.figure = static_cast<double>(most) / static_cast<double>(pending);
  for (const auto &c : all)
    r.checksum = r.checksum * 31 + c.state;
  return r;
}

template <typename Loop> bool run_growth(const arguments &given, Loop &loop, result &out) {
  const std::string &what = given.what();
  if (what == "contexts" || what == "memory-contexts" || what == "memory-pending") {
    out = run_contexts(given, loop);
    return true;
  }
  if (what != "tokens")
    return false;
  switch (given.count("tokens")) {
  case 1:
    out = run_tokens<1>(given, loop);
    return true;
  case 2:
    out = run_tokens<2>(given, loop);
    return true;
  case 4:
    out = run_tokens<4>(given, loop);
    return true;
  case 8:
    out = run_tokens<8>(given, loop);
    return true;
  case 16:
    out = run_tokens<16>(given, loop);
    return true;
  default:
    arguments::fail("tokens: 1, 2, 4, 8 or 16");
  }
}

} // namespace bench

#endif // POLYCHROME_BENCH_GROWTH_HPP

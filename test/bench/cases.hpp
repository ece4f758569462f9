//===- cases.hpp - The handlers that are compared ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Actors whose handlers work, and post the next one or have all been posted beforehand:
// no system call hides what scheduling costs. One source for every peer, which differ in
// the Loop:
//
//   Loop::place            where a handler is posted: what orders it, if anything does
//   Loop::place at(key)    handlers of one key must not overlap
//   Loop::post(place, f)   f later, after what this place was given before
//   Loop::atomically(place, f)   f now, as if alone
//   loop.run()             until nothing is left
//   loop.restart()         run() again
//
// A case whose handlers share something gives all of them the same key, which is what a
// programmer with strands, shards or queues has to do. Checksums cover what does not depend
// on the order of handlers that may be exchanged.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_BENCH_CASES_HPP
#define POLYCHROME_BENCH_CASES_HPP

#include "work.hpp"

#include <deque>

namespace bench {

/// What every actor has. `left` counts the handlers to come. An actor has cache lines of its
/// own, as a session with its socket and buffer has.
template <typename Loop> struct alignas(128) basic_actor {
  using place_type = typename Loop::place;

  basic_actor(Loop &loop, unsigned key, std::uint64_t seed, long handlers, long work)
      : place(loop.at(key)), state(seed), left(handlers), rounds(work) {}

  place_type place;
  std::uint64_t state;
  long left;
  long rounds;
};

/// Each handler touches its own actor only.
template <typename Loop> struct disjoint : basic_actor<Loop> {
  static constexpr bool shares = false;
  using basic_actor<Loop>::basic_actor;

  void go_on() {
    Loop::post(this->place, [this] {
      Loop::atomically(this->place, [this] {
        this->state = compute(this->state, this->rounds);
        --this->left;
      });
      if (this->left > 0)
        go_on();
    });
  }
};

/// The same, but a handler has two children, the second of which has the next.
template <typename Loop> struct children : basic_actor<Loop> {
  static constexpr bool shares = false;
  using basic_actor<Loop>::basic_actor;

  void work() {
    Loop::atomically(this->place, [this] {
      this->state = compute(this->state, this->rounds);
      --this->left;
    });
  }

  void go_on() {
    Loop::post(this->place, [this] {
      work();
      Loop::post(this->place, [this] { work(); });
      Loop::post(this->place, [this] {
        work();
        if (this->left > 0)
          go_on();
      });
    });
  }
};

#ifdef POLYCHROME_BENCH_TRAFFIC_PER_THREAD
inline thread_local std::uint64_t traffic = 0; // For the ceiling, which shares nothing.
#else
inline std::uint64_t traffic = 0;
#endif

/// Every handler changes one global.
template <typename Loop> struct conflicting : basic_actor<Loop> {
  static constexpr bool shares = true;
  using basic_actor<Loop>::basic_actor;

  void go_on() {
    Loop::post(this->place, [this] {
      Loop::atomically(this->place, [this] {
        this->state = compute(this->state, this->rounds);
        traffic += this->state;
        --this->left;
      });
      if (this->left > 0)
        go_on();
    });
  }
};

/// Most handlers read a global, one in ten changes it. All are posted beforehand.
template <typename Loop> struct one_in_ten : basic_actor<Loop> {
  static constexpr bool shares = true;
  using basic_actor<Loop>::basic_actor;

  void post_one(bool changes) {
    if (changes)
      Loop::post(this->place, [this] {
        Loop::atomically(this->place, [this] {
          this->state = compute(this->state, this->rounds);
          traffic += this->state;
        });
      });
    else
      Loop::post(this->place, [this] {
        Loop::atomically(this->place,
                         [this] { this->state = compute(this->state + traffic, this->rounds); });
      });
  }
};

/// Handlers walk an object that all have a pointer to, one in ten also changes it. All are
/// posted beforehand.
template <typename Loop> struct readers : basic_actor<Loop> {
  static constexpr bool shares = true;
  using basic_actor<Loop>::basic_actor;

  void post_one(bool changes) {
    if (changes)
      Loop::post(this->place, [this, object = object] {
        Loop::atomically(this->place, [this, object] {
          this->state = walk(*object, this->state, this->rounds);
          object->words[this->state % table::size] += this->state;
        });
      });
    else
      Loop::post(this->place, [this, object = object] {
        Loop::atomically(this->place, [this, object] {
          this->state = walk(*object, this->state, this->rounds);
        });
      });
  }

  table *object = nullptr;
};

/// Posts handlers round the actors, one in ten of the other kind, without a pattern.
template <typename Actors> void post_all(Actors &actors, long handlers) {
  std::uint64_t random = 42;
  for (long i = 0; i < handlers; ++i) {
    random = mixed(random);
    actors[static_cast<std::size_t>(i) % actors.size()].post_one(random % 10 == 0);
  }
}

/// A loop's first run() also starts what it runs on, which is not what is compared.
template <typename Loop> void warm_up(Loop &loop) {
  auto place = loop.at(0);
  Loop::post(place, [] {});
  loop.run();
  loop.restart();
}

/// Runs `handlers` handlers of `actors` actors to the end.
template <template <typename> class Case, typename Loop>
result run_case(Loop &loop, long actors, long handlers, long rounds) {
  warm_up(loop);
  table shared;
  std::deque<Case<Loop>> all;
  for (long i = 0; i < actors; ++i) {
    const unsigned key = Case<Loop>::shares ? 0 : static_cast<unsigned>(i);
    all.emplace_back(loop, key, static_cast<std::uint64_t>(i) + 1, handlers / actors, rounds);
    if constexpr (requires { all.back().object; })
      all.back().object = &shared;
  }
  if constexpr (requires { all.back().post_one(true); })
    post_all(all, handlers);
  else
    for (auto &actor : all)
      actor.go_on();
  const auto begin = bench_clock::now();
  loop.run();
  const double seconds = seconds_since(begin);
  std::uint64_t sum = 0;
  for (auto &actor : all)
    sum = sum * 31 + actor.state;
  return {seconds, sum};
}

/// The case of that name, or nothing of it: false.
template <typename Loop> bool run_named(const arguments &given, Loop &loop, result &out) {
  const auto run = [&]<template <typename> class Case>() {
    out = run_case<Case>(loop, given.count("actors", 64), given.count("handlers"),
                         given.count("rounds"));
    return true;
  };
  const std::string &what = given.what();
  if (what == "disjoint")
    return run.template operator()<disjoint>();
  if (what == "children")
    return run.template operator()<children>();
  if (what == "conflicting")
    return run.template operator()<conflicting>();
  if (what == "one-in-ten")
    return run.template operator()<one_in_ten>();
  if (what == "readers")
    return run.template operator()<readers>();
  return false;
}

} // namespace bench

#endif // POLYCHROME_BENCH_CASES_HPP

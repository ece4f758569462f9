//===- peers.cpp - The same handlers, synchronised by hand ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a programmer would have written instead, for the cases of cases.hpp, on `threads`
// threads. Compiled plainly.
//
//   strands         one io_context, a strand for each key
//   mutex           one io_context, one mutex that every handler takes
//   shards          an io_context a thread, each key at home in one of them
//   tasks           oneTBB's task_group, a queue for each key
//
//   peers PEER CASE threads=N handlers=N rounds=N
//
//===----------------------------------------------------------------------===//

#include "asio_loop.hpp"
#include "cases.hpp"
#include "open_loop.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

#include <functional>
#include <memory>
#include <mutex>

namespace {

namespace asio = boost::asio;

struct strands : bench::asio_loop {
  using strand = asio::strand<asio::io_context::executor_type>;
  struct place {
    strand *on;
  };

  explicit strands(unsigned n) : threads(n) {}

  place at(unsigned key) {
    while (all.size() <= key)
      all.emplace_back(asio::make_strand(io));
    return {&all[key]};
  }
  template <typename F> static void post(place &p, F f) { asio::post(*p.on, std::move(f)); }
  template <typename F> static void atomically(place &, F f) { f(); }
  void run() { run_on(threads); }

  unsigned threads;
  std::deque<strand> all;
};

struct mutex : bench::asio_loop {
  struct place {
    mutex *loop;
  };

  explicit mutex(unsigned n) : threads(n) {}

  place at(unsigned) { return {this}; }
  template <typename F> static void post(place &p, F f) { asio::post(p.loop->io, std::move(f)); }
  template <typename F> static void atomically(place &p, F f) {
    const std::lock_guard lock(p.loop->the);
    f();
  }
  void run() { run_on(threads); }

  unsigned threads;
  std::mutex the;
};

struct shards {
  struct place {
    asio::io_context *home;
  };

  explicit shards(unsigned n) : all(n) {}

  place at(unsigned key) { return {&all[key % all.size()]}; }
  template <typename F> static void post(place &p, F f) { asio::post(*p.home, std::move(f)); }
  template <typename F> static void atomically(place &, F f) { f(); }
  void run() {
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < all.size(); ++i)
      others.emplace_back([this, i] { all[i].run(); });
    all[0].run();
    for (std::thread &t : others)
      t.join();
  }
  void restart() {
    for (asio::io_context &io : all)
      io.restart();
  }
  auto keep() {
    std::vector<decltype(asio::make_work_guard(all[0]))> guards;
    for (asio::io_context &io : all)
      guards.push_back(asio::make_work_guard(io));
    struct all_of {
      decltype(guards) held;
      void reset() { held.clear(); }
    };
    return all_of{std::move(guards)};
  }

  std::deque<asio::io_context> all;
};

/// A task drains the queue of one key; there is at most one for it at a time.
struct tasks {
  struct queue {
    std::mutex mutex;
    std::deque<std::function<void()>> pending;
    bool drained = false;
  };
  struct place {
    tasks *loop;
    queue *mine;
  };

  explicit tasks(unsigned n)
      : limit(tbb::global_control::max_allowed_parallelism, n), arena(static_cast<int>(n)) {}

  place at(unsigned key) {
    while (all.size() <= key)
      all.emplace_back();
    return {this, &all[key]};
  }
  template <typename F> static void post(place &p, F f) {
    queue &q = *p.mine;
    {
      const std::lock_guard lock(q.mutex);
      q.pending.emplace_back(std::move(f));
      if (std::exchange(q.drained, true) || !p.loop->running)
        return;
    }
    p.loop->start(q);
  }
  template <typename F> static void atomically(place &, F f) { f(); }

  void start(queue &q) {
    group.run([this, &q] { one_of(q); });
  }
  /// One at a time, so that other keys get their turn.
  void one_of(queue &q) {
    std::function<void()> f;
    {
      const std::lock_guard lock(q.mutex);
      f = std::move(q.pending.front());
      q.pending.pop_front();
    }
    f();
    {
      const std::lock_guard lock(q.mutex);
      if (q.pending.empty()) {
        q.drained = false;
        return;
      }
    }
    start(q);
  }
  void run() {
    running = true;
    arena.execute([this] {
      for (queue &q : all)
        if (!q.pending.empty())
          start(q);
      group.wait();
    });
  }

  void restart() { running = false; }

  tbb::global_control limit;
  tbb::task_arena arena;
  tbb::task_group group;
  std::deque<queue> all;
  bool running = false;
};

template <typename Loop> bench::result run_peer(const bench::arguments &given) {
  Loop loop(static_cast<unsigned>(given.count("threads")));
  bench::result r;
  if constexpr (requires { loop.keep(); })
    if (bench::run_open_loop(given, loop, r))
      return r;
  if (!bench::run_named(given, loop, r))
    bench::arguments::fail(given.what() + ": no such case");
  return r;
}

} // namespace

int main(int argc, char **argv) {
  const std::string peer = argc > 1 ? argv[1] : "";
  const bench::arguments given(argc - 1, argv + 1);
  bench::result r;
  if (peer == "strands")
    r = run_peer<strands>(given);
  else if (peer == "mutex")
    r = run_peer<mutex>(given);
  else if (peer == "shards")
    r = run_peer<shards>(given);
  else if (peer == "tasks")
    r = run_peer<tasks>(given);
  else
    bench::arguments::fail(peer + ": no such peer");
  r.print();
}

//===- bursts.cpp - Many tiny handlers in a row -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tiny handlers are completed several at once, and what they post is held meanwhile. Nobody
// can tell: not by the order, nor where one throws or stops the loop, nor where another
// thread comes, which one of them waits for.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <functional>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace {

/// Posts and defers others, `depth` generations of them.
struct family {
  asio::io_context &io;
  std::vector<long> order;
  std::mutex mutex;

  void go_on(long number, int depth) {
    {
      const std::lock_guard lock(mutex);
      order.push_back(number);
    }
    if (depth == 0)
      return;
    asio::defer(io, [this, number, depth] { go_on(3 * number, depth - 1); });
    asio::post(io, [this, number, depth] { go_on(3 * number + 1, depth - 1); });
    if (number % 2)
      asio::post(io, [this, number, depth] { go_on(3 * number + 2, depth - 1); });
  }

  void begin() {
    for (long n = 1; n <= 40; ++n)
      asio::post(io, [this, n] { go_on(n, 7); });
  }
};

void keeps_asios_order() {
  asio::io_context plain, ours;
  family expected{plain, {}, {}}, found{ours, {}, {}};
  expected.begin();
  while (plain.run_one() != 0) {
  }
  found.begin();
  ours.run();
  CHECK(found.order.size() == expected.order.size());
  CHECK(mode_is("never") || found.order == expected.order);
}

void loses_nothing_when_one_throws() {
  asio::io_context io;
  long calls = 0, children = 0, thrown = 0;
  std::mutex mutex;
  for (long i = 0; i < 10'000; ++i)
    asio::post(io, [&, i] {
      const std::lock_guard lock(mutex);
      CHECK(mode_is("never") || calls == i);
      ++calls;
      asio::post(io, [&] {
        const std::lock_guard inner(mutex);
        ++children;
      });
      if (i % 777 == 776)
        throw std::runtime_error("on purpose");
    });
  for (;;) {
    try {
      io.run();
      break;
    } catch (const std::runtime_error &) {
      ++thrown;
    }
  }
  CHECK(calls == 10'000);
  CHECK(children == 10'000);
  CHECK(thrown == 10'000 / 777);
}

void ends_where_it_is_stopped() {
  asio::io_context io;
  std::atomic<long> calls{0};
  for (long i = 0; i < 10'000; ++i)
    asio::post(io, [&] {
      if (++calls % 1234 == 0)
        io.stop();
    });
  long runs = 0;
  for (std::size_t total = 0; total < 10'000; io.restart(), ++runs) {
    total += io.run();
    CHECK(calls == static_cast<long>(total));
    CHECK(mode_is("never") || total == 10'000 || total % 1234 == 0);
  }
  CHECK(mode_is("never") || runs == 10'000 / 1234 + 1);
}

/// `what` is called in the midst of a burst, before `calls` others.
void in_a_burst(asio::io_context &io, std::atomic<long> &calls, std::function<void()> what) {
  for (long i = 0; i < 3'000; ++i)
    asio::post(io, [&calls, i, what] {
      ++calls;
      if (i == 1'500)
        what();
    });
}

void may_wait_for_what_it_has_posted() {
  asio::io_context io;
  std::thread second;
  std::promise<void> done;
  std::atomic<long> calls{0};
  in_a_burst(io, calls, [&] {
    asio::post(io, [&done] { done.set_value(); });
    second = std::thread([&io] { io.run(); });
    done.get_future().wait();
  });
  io.run();
  second.join();
  CHECK(calls == 3'000);
}

void may_wait_for_what_is_queued() {
  asio::io_context io;
  std::thread second;
  std::atomic<long> calls{0};
  in_a_burst(io, calls, [&] {
    second = std::thread([&io] { io.run(); });
    while (calls != 3'000)
      std::this_thread::yield();
  });
  io.run();
  second.join();
  CHECK(calls == 3'000);
}

template <int N> void post_one(asio::io_context &io, std::atomic<long> &calls, bool slow) {
  asio::post(io, [&calls, slow] {
    calls += N;
    if (slow)
      work_for(std::chrono::microseconds(20));
  });
}

/// Handlers of many functions, which are tiny and then are not, and the reactor's turn among them.
template <int... N> void leaves_the_reactor_its_turn(std::integer_sequence<int, N...>) {
  asio::io_context io;
  asio::steady_timer timer(io);
  std::atomic<long> calls{0};
  for (const bool slow : {false, true, false}) {
    timer.expires_after(std::chrono::milliseconds(1));
    timer.async_wait([](boost::system::error_code) {});
    for (int i = 0; i < 60; ++i)
      (post_one<N>(io, calls, slow), ...);
    io.run();
    io.restart();
  }
  CHECK(calls == 3 * 60 * (0 + ... + N));
}

} // namespace

int main() {
  for (int i = 0; i < 10; ++i) {
    keeps_asios_order();
    loses_nothing_when_one_throws();
    ends_where_it_is_stopped();
    may_wait_for_what_it_has_posted();
    may_wait_for_what_is_queued();
    leaves_the_reactor_its_turn(std::make_integer_sequence<int, 24>());
  }
}

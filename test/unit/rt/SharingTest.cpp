//===- SharingTest.cpp - Who runs what is ready, and who leads meanwhile ------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Here handlers wait for each other, which no program of one thread does: a thread that
// ought to run something and does not is a wait without end, which ends after a while.
//
//===----------------------------------------------------------------------===//

#include "FakeLoop.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

using namespace polychrome;
using namespace polychrome::test;

namespace {

/// Counts up to `whole`, from any thread.
class tally {
public:
  explicit tally(std::size_t whole) : whole_(whole) {}
  void add() {
    const std::lock_guard lock(mutex_);
    ++count_;
    changed_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    const auto is_whole = [&] { return count_ >= whole_; };
    in_vain_ = !changed_.wait_for(lock, std::chrono::seconds(10), is_whole) || in_vain_;
  }
  std::size_t count() {
    const std::lock_guard lock(mutex_);
    return count_;
  }
  /// Nobody has waited in vain.
  bool came() {
    const std::lock_guard lock(mutex_);
    return !in_vain_;
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  const std::size_t whole_;
  std::size_t count_ = 0;
  bool in_vain_ = false;
};

// Longer than what is not worth sharing out, and short enough to be taken several at once.
constexpr std::uint32_t tiny_ns = 100, short_ns = 5'000, long_ns = 50'000;
// More than one thread takes at once of either.
constexpr std::size_t many = 60;

/// Two threads: one runs "gate" while the other one stamps what comes behind it, and then waits
/// for posts. "first" and "rest" become ready together, and on the thread that ran the gate.
struct behind_a_gate {
  fake_loop loop;
  tally events[2] = {tally(1), tally(1)};
  tally rest;
  fake_loop::operation *event[2];

  explicit behind_a_gate(std::uint32_t first_ns, std::uint32_t rest_ns, std::size_t wanted = many)
      : loop(matrix().global("gate", "first").global("gate", "rest").free("event"), 1),
        rest(wanted) {
    loop.takes("first", first_ns);
    loop.takes("rest", rest_ns);
    loop.post("gate", [this] { loop.await_blocked(); });
    for (int n = 0; n < 2; ++n)
      event[n] = loop.start("event", [this, n] { events[n].add(); });
  }
  /// The other thread has looked for work between the two.
  void wake_the_other_twice() {
    for (int n = 0; n < 2; ++n) {
      loop.complete(event[n]);
      events[n].wait();
    }
  }
  void wait_for_rest() {
    loop.complete(event[0]);
    rest.wait();
    loop.complete(event[1]);
  }
  void run(std::function<void()> first, std::size_t count = many) {
    loop.post("first", std::move(first));
    for (std::size_t n = 0; n < count; ++n)
      loop.post("rest", [this] { rest.add(); });
    CHECK(loop.run());
    CHECK(rest.count() == count);
    CHECK(rest.came());
    CHECK(events[0].came());
    CHECK(events[1].came());
  }
};

} // namespace

TEST_CASE("Another thread serves the queue while all that is ready is too short to be shared") {
  behind_a_gate b(short_ns, tiny_ns);
  std::size_t ran = many;
  b.run([&] {
    b.wake_the_other_twice();
    ran = b.rest.count();
  });
  CHECK(ran == 0);
}

TEST_CASE("Who finds nothing takes from the list of a busy thread") {
  // What that one has taken already stays with it, so there must be many.
  behind_a_gate b(short_ns, short_ns, 1);
  b.run([&] { b.wait_for_rest(); });
}

TEST_CASE("What is tiny is taken from a thread that is occupied for long") {
  behind_a_gate b(0, tiny_ns);
  b.run([&] { b.wait_for_rest(); });
}

TEST_CASE("Behind what is tiny others find what is not") {
  fake_loop loop(
      matrix().global("gate", "first").global("gate", "tiny").global("gate", "rest").free("event"),
      1);
  loop.takes("first", short_ns);
  loop.takes("tiny", tiny_ns);
  loop.takes("rest", short_ns);
  tally rest(1);
  fake_loop::operation *const event = loop.start("event", [] {});
  loop.post("gate", [&] { loop.await_blocked(); });
  loop.post("first", [&] {
    loop.complete(event);
    rest.wait();
  });
  for (std::size_t n = 0; n < many; ++n)
    loop.post("tiny", [] {});
  loop.post("rest", [&] { rest.add(); });
  CHECK(loop.run());
  CHECK(rest.came());
}

TEST_CASE("What becomes ready stays with the thread that finished what it waited for") {
  behind_a_gate b(short_ns, short_ns);
  constexpr std::size_t few = 9; // It takes them all.
  std::size_t ran = few;
  b.run(
      [&] {
        b.wake_the_other_twice();
        ran = b.rest.count();
      },
      few);
  CHECK(ran == 0);
}

TEST_CASE("What becomes ready wakes another thread although its length is not known") {
  fake_loop loop(matrix().global("gate", "b").global("gate", "c").free("beside"), 3);
  tally both(2);
  const auto meet = [&] {
    both.add();
    both.wait();
  };
  tally beside(1);
  loop.post("gate", [&] {
    beside.wait();
    loop.await_blocked();
  });
  loop.post("b", meet);
  loop.post("c", meet);
  loop.post("beside", [&] {
    beside.add();
    both.wait();
  });
  CHECK(loop.run());
  CHECK(beside.came());
  CHECK(both.came());
}

TEST_CASE("Who waits for events is woken for what is ready if there is nobody else") {
  fake_loop loop(matrix().global("gate", "b").global("gate", "c"), 1);
  tally both(2);
  const auto meet = [&] {
    both.add();
    both.wait();
  };
  loop.post("gate", [&] { loop.await_blocked(); });
  loop.post("b", meet);
  loop.post("c", meet);
  CHECK(loop.run());
  CHECK(both.came());
}

TEST_CASE("What does not fit beside the queue is found by whoever has nothing left") {
  constexpr std::size_t children = polychrome_batch + 36;
  fake_loop loop(matrix().free("a").free("b").free("child"), 2);
  tally ran(children);
  loop.post("b", [&] { ran.wait(); });
  loop.post("a", [&] {
    loop.await_blocked(); // The third thread.
    for (std::size_t n = 0; n < children; ++n)
      loop.post("child", [&] { ran.add(); });
  });
  CHECK(loop.run());
  CHECK(ran.came());
}

TEST_CASE("Who was called away from leading does not leave what is queued to one that waits") {
  fake_loop loop(matrix().free("gate").free("child").free("event"), 1);
  tally ran(1);
  fake_loop::operation *const event = loop.start("event", [] {});
  loop.post("gate", [&] {
    loop.await_blocked();
    loop.returns_early = 1;
    loop.post("child", [&] { ran.add(); });
  });
  std::thread outside([&] {
    ran.wait();
    loop.complete(event); // Who waits is woken by this at the latest.
  });
  CHECK(loop.run());
  outside.join();
  CHECK(ran.came());
}

TEST_CASE("Another thread leads while the one that led runs something long") {
  fake_loop loop(matrix().free("gate").free("beside").free("event"), 1);
  tally beside(1), happened(1);
  fake_loop::operation *const event = loop.start("event", [&] { happened.add(); });
  loop.post("gate", [&] {
    beside.wait();
    loop.complete(event);
  });
  loop.post("beside", [&] {
    beside.add();
    happened.wait();
  });
  CHECK(loop.run());
  CHECK(beside.came());
  CHECK(happened.came());
}

namespace {

/// Notes when operations are stamped and begun.
class arrivals_seen : public observer {
public:
  void stamped(invocation i, std::uint32_t row, std::span<const claimed_range>,
               const void *) override {
    const std::lock_guard lock(mutex_);
    rows_[i.ticket] = row;
    order.push_back("stamped " + std::to_string(row));
  }
  void started(invocation i, std::uint32_t) override {
    const std::lock_guard lock(mutex_);
    order.push_back("started " + std::to_string(rows_[i.ticket]));
  }
  void waits(invocation, std::uint64_t) override {}
  void withdrawn(invocation) override {}
  void created(invocation, const void *) override {}
  void ended(invocation, std::uint32_t, bool) override {}
  std::vector<std::string> order;

private:
  std::mutex mutex_;
  std::map<std::uint64_t, std::uint32_t> rows_;
};

} // namespace

TEST_CASE("A thread that has work of its own stamps what an event has queued") {
  arrivals_seen seen;
  matrix m;
  m.global("gate", "mine").global("gate", "last").free("event").free("beside");
  const std::string event_row = std::to_string(m.row("event"));
  const std::string last_row = std::to_string(m.row("last"));
  fake_loop loop(m, 1, &seen);
  tally beside(1), done(1);
  fake_loop::operation *const event = loop.start("event", [] {});
  loop.post("gate", [&] { beside.wait(); });
  loop.takes("mine", long_ns); // One at a time.
  loop.post("mine", [&] { loop.complete(event); });
  loop.post("last", [&] { done.add(); });
  loop.post("beside", [&] {
    beside.add();
    done.wait(); // Nobody else is there to take the event.
  });
  CHECK(loop.run());
  CHECK(beside.came());
  const auto at = [&](const std::string &what) {
    return std::find(seen.order.begin(), seen.order.end(), what);
  };
  REQUIRE(at("stamped " + event_row) != seen.order.end());
  CHECK(at("stamped " + event_row) < at("started " + last_row));
}

TEST_CASE("What skips the queue does not come between two that are taken from it") {
  for (int round = 0; round < 20; ++round) {
    fake_loop loop(matrix().free("p").global("l", "l"), 3);
    const auto be_busy = [](int microseconds) {
      const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(microseconds);
      while (std::chrono::steady_clock::now() < end) {
      }
    };
    loop.after_passing_on = [&] { be_busy(20); };
    std::string text; // What is posted there conflicts.
    std::function<void(int)> parent = [&](int left) {
      be_busy(10);
      loop.post("l", [&] { text += '('; });
      loop.post("l", [&] { text += ')'; });
      if (left > 0)
        loop.post("p", [&parent, left] { parent(left - 1); });
    };
    for (int i = 0; i < 8; ++i)
      loop.post("p", [&parent] { parent(40); });
    CHECK(loop.run());
    REQUIRE(text.size() == 8 * 41 * 2);
    bool whole = true;
    for (std::size_t i = 0; i < text.size(); i += 2)
      whole &= text.substr(i, 2) == "()";
    CHECK(whole);
  }
}

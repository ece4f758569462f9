//===- DomainTest.cpp - Leader, followers and the order of things -------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FakeLoop.hpp"
#include "rt/src/urgent.hpp"

#include <catch2/catch.hpp>

#include <latch>
#include <stdexcept>
#include <thread>

using namespace polychrome;
using namespace polychrome::test;

namespace {

/// Long enough for the domain to hand leadership on the next time.
void be_long() {
  const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(100);
  while (std::chrono::steady_clock::now() < end) {
  }
}

/// What happened, in order, from any thread.
class journal {
public:
  void add(const std::string &what) {
    const std::lock_guard lock(mutex_);
    entries_.push_back(what);
    if (what == expected_)
      then_();
  }
  /// Calls `then` when that has happened.
  void on(const std::string &what, std::function<void()> then) {
    expected_ = what;
    then_ = std::move(then);
  }
  std::vector<std::string> entries() {
    const std::lock_guard lock(mutex_);
    return entries_;
  }

private:
  std::mutex mutex_;
  std::vector<std::string> entries_;
  std::string expected_;
  std::function<void()> then_;
};

using words = std::vector<std::string>;

} // namespace

TEST_CASE("Handlers that do not conflict run at the same time") {
  fake_loop loop(matrix().free("a"), 1);
  std::latch both(2);
  loop.post("a", [&] { both.arrive_and_wait(); });
  loop.post("a", [&] { both.arrive_and_wait(); });
  CHECK(loop.run());
  CHECK(loop.completed == 2);
  CHECK(loop.stats().sum(&statistics::counters::parallel) == 2);
}

TEST_CASE("Leadership moves on although nothing is queued yet") {
  fake_loop loop(matrix().free("a"), 1);
  std::latch both(2);
  auto *later = loop.start("a", [&] { both.arrive_and_wait(); });
  loop.post("a", [&] {
    loop.complete(later); // An event that arrives while this runs.
    both.arrive_and_wait();
  });
  CHECK(loop.run());
}

TEST_CASE("Handlers that conflict run one after the other in the order of arrival") {
  fake_loop loop(matrix().global("a", "a").free("b"), 3);
  std::vector<int> order; // Not synchronised: that is the point.
  for (int i = 0; i < 200; ++i) {
    loop.post("a", [&order, i] {
      order.push_back(i);
      be_long();
    });
    loop.post("b", be_long);
  }
  CHECK(loop.run());
  REQUIRE(order.size() == 200);
  CHECK(std::is_sorted(order.begin(), order.end()));
  CHECK(loop.stats().waited > 0);
}

TEST_CASE("An exclusive handler runs alone on the thread that called run") {
  fake_loop loop(matrix().free("a").exclusive("x"), 3);
  const auto caller = std::this_thread::get_id();
  std::atomic<int> inside{0};
  std::atomic<bool> alone{true};
  for (int i = 0; i < 60; ++i)
    if (i % 6 == 3)
      loop.post("x", [&] {
        alone = alone && ++inside == 1 && std::this_thread::get_id() == caller;
        be_long();
        alone = alone && --inside == 0;
      });
    else
      loop.post("a", [&] {
        ++inside;
        be_long();
        --inside;
      });
  CHECK(loop.run());
  CHECK(alone);
  CHECK(loop.stats().exclusive == 10);
}

TEST_CASE("A pinned handler runs on the thread that called run, beside others") {
  fake_loop loop(matrix().free("a").pinned("p"), 1);
  const auto caller = std::this_thread::get_id();
  for (int round = 0; round < 20; ++round) {
    std::latch both(2);
    std::atomic<bool> pinned{false};
    // The caller takes the first one; were it "a", "p" would wait for it to be free.
    loop.post("p", [&] {
      pinned = std::this_thread::get_id() == caller;
      be_long();
      both.arrive_and_wait();
    });
    loop.post("a", [&] { both.arrive_and_wait(); });
    CHECK(loop.run());
    CHECK(pinned);
  }
}

TEST_CASE("What concurrent parents post is never interleaved") {
  fake_loop loop(matrix().free("parent").global("log", "log"), 3);
  std::string text; // Only the log's handlers touch it.
  for (int i = 0; i < 300; ++i)
    loop.post("parent", [&] {
      loop.post("log", [&] { text += '('; });
      be_long();
      loop.post("log", [&] { text += ')'; });
    });
  CHECK(loop.run());
  REQUIRE(text.size() == 600);
  for (std::size_t i = 0; i < text.size(); i += 2)
    REQUIRE(text.substr(i, 2) == "()");
  CHECK(loop.stats().sum(&statistics::counters::parallel) > 0);
}

TEST_CASE("An operation that completes before its parent has returned is held, others are not") {
  fake_loop loop(matrix().free("parent").free("child").free("other"), 1);
  journal j;
  std::latch other_ran(1);
  auto *other = loop.start("other", [&] {
    j.add("other");
    other_ran.count_down();
  });
  loop.post("parent", [&] {
    loop.complete(loop.start("child", [&] { j.add("child"); }));
    loop.complete(other);
    other_ran.wait();
    j.add("parent");
  });
  CHECK(loop.run());
  CHECK(j.entries() == words{"other", "parent", "child"});
}

TEST_CASE("An exception leaves run when no handler is running, and the rest is kept") {
  fake_loop loop(matrix().free("a").global("t", "t"), 2);
  std::atomic<int> inside{0};
  std::atomic<int> calls{0};
  for (int i = 0; i < 100; ++i)
    loop.post("a", [&] {
      ++inside;
      ++calls;
      be_long();
      --inside;
    });
  loop.post("t", [] { throw std::runtime_error("first"); });
  loop.post("t", [&] { ++calls; });
  loop.post("t", [] { throw std::runtime_error("second"); });
  CHECK_THROWS_WITH(loop.run(), "first");
  CHECK(inside == 0);
  CHECK_THROWS_WITH(loop.run(), "second");
  CHECK(loop.run());
  CHECK(calls == 101);
}

TEST_CASE("After an exception no later conflicting handler has run") {
  for (int round = 0; round < 50; ++round) {
    fake_loop loop(matrix().global("a", "a").free("b"), 3);
    int last = -1;
    for (int i = 0; i < 20; ++i) {
      loop.post("b", be_long);
      loop.post("a", [&last, i] {
        be_long();
        last = i;
        if (i == 10)
          throw i;
      });
    }
    CHECK_THROWS_AS(loop.run(), int);
    CHECK(last == 10);
    CHECK(loop.run());
    CHECK(last == 19);
  }
}

TEST_CASE("After stop what has not started is in the queue, in its order") {
  fake_loop loop(matrix().global("a", "a").global("a", "s"), 3);
  std::vector<int> order;
  for (int i = 0; i < 10; ++i)
    loop.post("a", [&order, i] {
      be_long();
      order.push_back(i);
    });
  loop.post("s", [&] { loop.stop(); });
  for (int i = 10; i < 20; ++i)
    loop.post("a", [&order, i] { order.push_back(i); });
  CHECK(loop.run());
  CHECK(order.size() == 10);
  CHECK(loop.queued() == 10);
  loop.restart();
  CHECK(loop.run());
  REQUIRE(order.size() == 20);
  CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("More operations than the window holds are run all the same") {
  fake_loop loop(matrix().global("a", "a"), 2);
  std::size_t calls = 0;
  for (std::size_t i = 0; i < 4 * domain::window; ++i)
    loop.post("a", [&] {
      ++calls;
      if (calls % 100 == 0)
        be_long();
    });
  CHECK(loop.run());
  CHECK(calls == 4 * domain::window);
}

TEST_CASE("A second thread in run makes the domain plain and gets what was kept") {
  fake_loop loop(matrix().free("a").global("b", "b"), 1);
  std::latch posted(1);
  std::latch done(1);
  std::atomic<bool> second_plain{false};
  loop.post("b", [&] {
    loop.post("b", [&] { done.count_down(); });
    posted.count_down();
    done.wait(); // For the other thread: with one it would never end.
  });
  std::thread second([&] {
    posted.wait();
    second_plain = !loop.run();
    loop.drain();
  });
  CHECK_FALSE(loop.run());
  second.join();
  CHECK(second_plain);
}

TEST_CASE("Workers come back for the next run") {
  fake_loop loop(matrix().free("a"), 1);
  for (int round = 0; round < 200; ++round) {
    std::latch both(2);
    for (int i = 0; i < 2; ++i)
      loop.post("a", [&] {
        be_long();
        both.arrive_and_wait();
      });
    CHECK(loop.run());
  }
  CHECK(loop.completed == 400);
}

namespace {

/// Writes down what it is told, with the tickets in front.
class scribe : public observer {
public:
  journal entries;

  void stamped(invocation i, std::uint32_t row, std::span<const claimed_range>,
               const void *) override {
    add(i, "stamped " + std::to_string(row));
  }
  void waits(invocation i, std::uint64_t earlier) override {
    add(i, "waits " + std::to_string(earlier));
  }
  void withdrawn(invocation i) override { add(i, "withdrawn"); }
  void started(invocation i, std::uint32_t) override { add(i, "started"); }
  void created(invocation i, const void *) override { add(i, "created"); }
  void ended(invocation i, std::uint32_t, bool threw) override {
    add(i, threw ? "threw" : "ended");
  }

private:
  void add(invocation i, const std::string &what) {
    entries.add(std::to_string(i.ticket) + " " + what);
  }
};

} // namespace

TEST_CASE("An observer hears of each invocation, alone or not, and of what it waits for") {
  scribe watcher;
  // No workers: the order of events is the only one possible.
  fake_loop loop(matrix().global("a", "a"), 0, &watcher);
  loop.post("a", [] {});
  loop.post("a", [] { throw 1; });
  loop.post("a", [] {});
  CHECK_THROWS_AS(loop.run(), int);
  CHECK(watcher.entries.entries() ==
        words{"1 stamped 0", "1 started", "1 ended", "2 stamped 0", "2 started", "2 threw"});
}

TEST_CASE("An observer hears of waiting and of what goes back to the queue") {
  scribe watcher;
  fake_loop loop(matrix().global("a", "a"), 1, &watcher);
  std::latch second_waits(1);
  loop.post("a", [&] {
    second_waits.wait();
    throw 1;
  });
  loop.post("a", [] {});
  watcher.entries.on("2 waits 1", [&] { second_waits.count_down(); });
  CHECK_THROWS_AS(loop.run(), int);
  CHECK(watcher.entries.entries() ==
        words{"1 stamped 0", "1 started", "2 stamped 0", "2 waits 1", "1 threw", "2 withdrawn"});
}

TEST_CASE("An urgent operation overtakes those it does not conflict with, and no other") {
  fake_loop loop(matrix().free("a").global("c", "c"), 0);
  std::vector<std::string> order; // No workers: one thread.
  const auto post = [&](const std::string &row, const std::string &name) {
    return loop.post(row, [&order, name] { order.push_back(name); });
  };
  post("a", "a1");
  post("c", "c1");
  post("a", "a2");
  urgent_operations::get().add(post("c", "c2!"));
  urgent_operations::get().add(post("a", "a3!"));
  urgent_operations::get().add(post("a", "a4!"));
  CHECK(loop.run());
  CHECK(order == words{"a3!", "a4!", "a1", "c1", "c2!", "a2"});
  CHECK_FALSE(urgent_operations::get().any());
}

TEST_CASE("An urgent operation overtakes more of them than the window holds") {
  fake_loop loop(matrix().free("a").free("urgent"), 1);
  std::atomic<std::size_t> ran{0};
  std::atomic<std::size_t> begun{0};
  std::atomic<bool> overtook{false};
  std::size_t before = 0;
  const std::size_t many = 4 * domain::window;
  // Nobody takes several of them at once. They last as long as whoever stamps needs: every other
  // one until the next one has begun, or what is urgent has run.
  const auto last = [&] {
    loop.takes("a", 50'000);
    const std::size_t n = ++begun;
    while (n % 2 != 0 && begun == n && !overtook)
      std::this_thread::yield();
    ++ran;
  };
  loop.takes("a", 50'000);
  loop.post("a", [&] {
    urgent_operations::get().add(loop.post("urgent", [&] {
      before = ran;
      overtook = true;
    }));
  });
  for (std::size_t i = 0; i < many; ++i)
    loop.post("a", last);
  loop.run();
  CHECK(ran == many);
  CHECK(before < many / 2);
  CHECK_FALSE(urgent_operations::get().any());
}

TEST_CASE("While handlers wait for a long one, the loop's queue is left alone beyond a bound") {
  constexpr std::size_t many = 5000;
  fake_loop loop(matrix().global("a", "a").free("b"), 2);
  std::size_t left = 0;
  loop.post("a", [&] {
    // Whoever is free takes what it may.
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(50);
    while (std::chrono::steady_clock::now() < end)
      left = loop.queued();
  });
  for (std::size_t i = 0; i < many; ++i)
    loop.post("a", [] {});
  CHECK(loop.run());
  CHECK(loop.completed == many + 1);
  CHECK(left >= many - domain::window - polychrome_batch);
}

TEST_CASE("Children that conflict keep the order of their parents, whichever way they take") {
  for (int round = 0; round < 50; ++round) {
    fake_loop loop(matrix().global("a", "a").free("b"), 3);
    std::vector<int> children; // Not synchronised: that is the point.
    std::function<void(int)> root = [&](int n) {
      loop.post("a", [&children, n] { children.push_back(n); });
      loop.post("b", [] {});
      if (n < 300)
        loop.post("a", [&root, n] { root(n + 4); });
    };
    for (int n = 0; n < 4; ++n) {
      loop.post("a", [&root, n] { root(n); });
      loop.post("b", be_long);
    }
    CHECK(loop.run());
    CHECK(std::is_sorted(children.begin(), children.end()));
    CHECK(children.size() == 304);
  }
}

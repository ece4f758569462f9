//===- JournalTest.cpp - A run's order, kept and imposed again ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FakeLoop.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <sstream>
#include <thread>
#include <unistd.h>

using namespace polychrome;
using namespace polychrome::test;

namespace {

/// A file that is gone with its owner.
class scratch_file {
public:
  scratch_file() : fd(::mkstemp(name_)) { REQUIRE(fd >= 0); }
  ~scratch_file() {
    ::close(fd);
    ::unlink(name_);
  }
  std::string text() const {
    std::string all;
    char part[4096];
    ::lseek(fd, 0, SEEK_SET);
    for (ssize_t n; (n = ::read(fd, part, sizeof part)) > 0;)
      all.append(part, static_cast<std::size_t>(n));
    return all;
  }

private:
  char name_[32] = "/tmp/polychrome-journal-XXXXXX";

public:
  const int fd;
};

/// Operations that complete in an order of chance while the loop runs, each with two
/// generations of children. Handlers of kind a share a log.
std::vector<int> run_by_chance(unsigned seed, unsigned workers, observer *watcher,
                               replayer *replay) {
  fake_loop loop(matrix().global("a", "a").free("b"), workers, watcher, false, replay);
  std::vector<int> log; // Not synchronised: that is the point.
  std::vector<fake_loop::operation *> roots;
  for (int i = 0; i < 24; ++i)
    roots.push_back(loop.start(i % 3 ? "a" : "b", [&loop, &log, i] {
      if (i % 3)
        log.push_back(i);
      for (int child = 1; child <= 2; ++child)
        loop.post("a", [&loop, &log, i, child] {
          log.push_back(100 * child + i);
          loop.post("b", [&loop, &log, i, child] {
            loop.post("a", [&log, i, child] { log.push_back(1000 * child + i); });
          });
        });
    }));
  std::shuffle(roots.begin(), roots.end(), std::mt19937(seed));
  std::thread reactor([&] {
    for (auto *op : roots) {
      loop.complete(op);
      std::this_thread::yield();
    }
  });
  CHECK(loop.run());
  reactor.join();
  return log;
}

} // namespace

TEST_CASE("A recorded run is replayed with any number of threads, whatever comes first") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    scratch_file file;
    recorder record({file.fd, "a recording"});
    const std::vector<int> expected = run_by_chance(seed, seed % 4, &record, nullptr);
    record.finish();
    recorded_order order;
    std::string error;
    REQUIRE(read_recording(file.text(), order, error));
    for (const unsigned workers : {0u, 1u, 7u}) {
      replayer replay(order);
      CHECK(run_by_chance(seed + 1000 + workers, workers, &replay, &replay) == expected);
    }
  }
}

TEST_CASE("Without the recording the order is another one") {
  const std::vector<int> first = run_by_chance(1, 0, nullptr, nullptr);
  CHECK(run_by_chance(2, 0, nullptr, nullptr) != first);
}

TEST_CASE("What a recording does not have comes after what it has") {
  scratch_file file;
  recorder record({file.fd, "a recording"});
  fake_loop recorded(matrix().global("a", "a"), 0, &record);
  recorded.post("a", [] {});
  CHECK(recorded.run());
  record.finish();
  recorded_order order;
  std::string error;
  REQUIRE(read_recording(file.text(), order, error));
  CHECK(order.domains.at(0).size() == 1);

  replayer replay(order);
  fake_loop longer(matrix().global("a", "a"), 1, &replay, false, &replay);
  std::vector<int> log;
  for (int i = 0; i < 3; ++i)
    longer.post("a", [&log, i] { log.push_back(i); });
  CHECK(longer.run());
  CHECK(log == std::vector<int>{0, 1, 2});
  CHECK_FALSE(replay.finish());
}

TEST_CASE("What goes on where a recording was cut off does not diverge from it") {
  recorded_order order;
  std::string error;
  REQUIRE(read_recording("polychrome recording 2\n0 1 0 0 0\n", order, error));
  replayer replay(order);
  fake_loop longer(matrix().global("a", "a"), 1, &replay, false, &replay);
  int ran = 0;
  for (int i = 0; i < 3; ++i)
    longer.post("a", [&ran] { ++ran; });
  CHECK(longer.run());
  CHECK(ran == 3);
  CHECK(replay.finish());
}

TEST_CASE("A replay that ends before all has come that is recorded has diverged") {
  recorded_order order;
  std::string error;
  REQUIRE(read_recording("polychrome recording 2\n0 1 0 0 0\n0 1 0 0 1\nend\n", order, error));
  replayer replay(order);
  fake_loop shorter(matrix().global("a", "a"), 1, &replay, false, &replay);
  shorter.post("a", [] {});
  CHECK(shorter.run());
  CHECK_FALSE(replay.finish());
}

TEST_CASE("What is put back into the queue by a stop has not come yet") {
  recorded_order order;
  std::string error;
  REQUIRE(read_recording("polychrome recording 2\n0 1 0 0 0\n0 1 0 0 1\nend\n", order, error));
  for (const bool again : {false, true}) {
    replayer replay(order);
    fake_loop loop(matrix().global("a", "a"), 1, &replay, false, &replay);
    loop.post("a", [&loop] { loop.stop(); });
    loop.post("a", [] {});
    CHECK(loop.run());
    loop.restart();
    if (again)
      CHECK(loop.run());
    CHECK(replay.finish() == again);
  }
}

namespace {

/// Operations that complete in an order of chance, one of which stops the loop.
std::vector<int> run_until_stopped(unsigned seed, unsigned workers, observer *watcher,
                                   replayer *replay) {
  fake_loop loop(matrix().global("a", "a").free("b").exclusive("stop"), workers, watcher, false,
                 replay);
  std::vector<int> log;
  std::vector<fake_loop::operation *> roots;
  roots.push_back(loop.start("stop", [&loop] { loop.stop(); }));
  for (int i = 1; i < 24; ++i)
    roots.push_back(loop.start(i % 3 ? "a" : "b", [&loop, &log, i] {
      if (i % 3)
        log.push_back(i);
      loop.post("a", [&log, i] { log.push_back(100 + i); });
    }));
  std::shuffle(roots.begin(), roots.end(), std::mt19937(seed));
  std::thread reactor([&] {
    for (auto *op : roots) {
      loop.complete(op);
      std::this_thread::yield();
    }
  });
  CHECK(loop.run());
  reactor.join();
  return log;
}

} // namespace

TEST_CASE("What was outstanding when the recorded run stopped does not come before that") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    scratch_file file;
    recorder record({file.fd, "a recording"});
    const std::vector<int> expected = run_until_stopped(seed, seed % 4, &record, nullptr);
    record.finish();
    recorded_order order;
    std::string error;
    REQUIRE(read_recording(file.text(), order, error));
    for (const unsigned workers : {0u, 1u, 7u}) {
      replayer replay(order);
      CHECK(run_until_stopped(seed + 1000 + workers, workers, &replay, &replay) == expected);
      CHECK(replay.finish());
    }
  }
}

TEST_CASE("What is not known of a recording that was cut off comes at its end") {
  for (const char *end : {"", "outstanding 1 0 0 0\nsignal\n"}) {
    recorded_order order;
    std::string error;
    REQUIRE(read_recording(std::string("polychrome recording 2\n0 1 0 0 2\n0 1 0 0 1\n") + end,
                           order, error));
    for (const unsigned workers : {0u, 7u}) {
      replayer replay(order);
      fake_loop loop(matrix().global("a", "a"), workers, &replay, false, &replay);
      std::vector<int> log;
      for (int i = 0; i < 3; ++i)
        loop.post("a", [&log, i] { log.push_back(i); });
      CHECK(loop.run());
      CHECK(log == std::vector<int>{2, 1, 0});
      CHECK(replay.finish());
    }
  }
}

TEST_CASE("What had been stamped and not begun when the process ended is outstanding") {
  scratch_file file;
  recorder record({file.fd, "a recording"});
  fake_loop loop(matrix().global("a", "a"), 1, &record);
  for (int i = 0; i < 3; ++i)
    loop.post("a", [&record, i] {
      if (i == 1)
        record.finish(); // As exit() does.
    });
  CHECK(loop.run());
  recorded_order order;
  std::string error;
  REQUIRE(read_recording(file.text(), order, error));
  CHECK(order.end == recorded_order::by_itself);
  CHECK(order.domains.at(0).size() == 2);
  CHECK(order.outstanding.size() == 1);
}

TEST_CASE("A journal that somebody is interrupted in does not keep the process from ending") {
  scratch_file file;
  recorder record({file.fd, "a recording"});
  replayer replay({});
  record.before_fork(); // It is held.
  replay.before_fork();
  std::thread([&] {
    record.finish();
    CHECK(replay.finish());
  }).join();
  record.after_fork_in_parent();
  replay.after_fork_in_parent();
  CHECK(file.text().empty());
}

TEST_CASE("A file that is no recording is refused with the line") {
  recorded_order order;
  std::string error;
  for (const char *bad :
       {"", "something else\n", "polychrome recording 1\n0 1 0\n",
        "polychrome recording 1\n0 withdrawn 1\n", "polychrome recording 1\n0 7 0 0 0\n",
        "polychrome recording 1\n0 2 0 9 0\n", "polychrome recording 1\n4294967295 1 0 0 0\n",
        "polychrome recording 2\nend\n0 1 0 0 0\n", "polychrome recording 3\n",
        "polychrome recording 2\noutstanding 2 0 1 0\n",
        "polychrome recording 2\noutstanding 1\n"}) {
    CHECK_FALSE(read_recording(bad, order, error));
    CHECK_FALSE(error.empty());
  }
  CHECK(read_recording("polychrome recording 1\n0 1 0 0 0\n0 1 0", order, error));
  CHECK(order.domains.at(0).size() == 1);
  CHECK(order.end == recorded_order::killed);
  CHECK(read_recording("polychrome recording 2\n0 1 0 0 0\nend\n", order, error));
  CHECK(order.end == recorded_order::by_itself);
}

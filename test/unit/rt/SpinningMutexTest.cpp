//===- SpinningMutexTest.cpp - A mutex that is held for a microsecond -----===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/spinning_mutex.hpp"

#include <catch2/catch.hpp>

#include <mutex>
#include <thread>
#include <vector>

using namespace polychrome;

TEST_CASE("A mutex that nobody waits for is not wanted") {
  spinning_mutex mutex;
  CHECK_FALSE(mutex.is_wanted());
  const std::lock_guard lock(mutex);
  CHECK_FALSE(mutex.is_wanted());
}

TEST_CASE("Who gives way has the mutex again, whether somebody waits or not") {
  spinning_mutex mutex;
  const std::lock_guard lock(mutex);
  mutex.give_way();
  CHECK_FALSE(mutex.try_lock());
}

TEST_CASE("Who holds the mutex for long and gives way lets a waiting thread have it") {
  spinning_mutex mutex;
  std::unique_lock lock(mutex);
  bool had_it = false;
  std::thread other([&] {
    const std::lock_guard its(mutex);
    had_it = true;
  });
  while (!had_it)
    mutex.give_way();
  other.join();
}

TEST_CASE("Threads that give way exclude each other") {
  constexpr int rounds = 20'000;
  spinning_mutex mutex;
  long count = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      std::unique_lock lock(mutex);
      for (int n = 0; n < rounds; ++n) {
        ++count;
        if (mutex.is_wanted())
          mutex.give_way();
      }
    });
  for (std::thread &t : threads)
    t.join();
  CHECK(count == 4 * rounds);
}

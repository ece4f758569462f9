//===- spinning_mutex.hpp - A mutex that is held for a microsecond --*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mutex that is waited for awake at first. A domain's lock is held for a few
// microseconds at most, sleeping and being woken takes fifty. Who waits only reads, and
// the lock has a cache line of its own: the holder is not held up.
//
// The mutex is not fair: who unlocks and locks at once mostly gets it back, because the line
// is still its own. Who has more to do under it asks is_wanted() from time to time, and
// gives way.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_SPINNING_MUTEX_HPP
#define POLYCHROME_SPINNING_MUTEX_HPP

#include "polychrome/loop.h"

#include <atomic>

namespace polychrome {

class alignas(64) spinning_mutex {
public:
  void lock() {
    if (!try_lock())
      wait_for_lock();
  }
  bool try_lock() {
    int expected = is_free;
    return state_.compare_exchange_strong(expected, is_taken, std::memory_order_acquire,
                                          std::memory_order_relaxed);
  }
  void unlock() {
    if (state_.exchange(is_free, std::memory_order_release) == is_waited_for)
      state_.notify_one();
  }

  /// Who holds it: does another thread wait, awake?
  bool is_wanted() const { return waiting_.load(std::memory_order_relaxed) != 0; }
  /// Who holds it lets another thread have it before itself, if one is awake and waits.
  void give_way() {
    unlock();
    for (int n = 0; n < 100 && state_.load(std::memory_order_relaxed) == is_free && is_wanted();
         ++n)
      polychrome_pause();
    lock();
  }

private:
  enum : int { is_free, is_taken, is_waited_for };

  void wait_for_lock() {
    waiting_.fetch_add(1, std::memory_order_relaxed);
    const bool locked = spin();
    waiting_.fetch_sub(1, std::memory_order_relaxed);
    if (locked)
      return;
    // Whoever unlocks wakes one of those that sleep; it takes the lock as one that others
    // may sleep for.
    while (state_.exchange(is_waited_for, std::memory_order_acquire) != is_free)
      state_.wait(is_waited_for, std::memory_order_relaxed);
  }

  bool spin() {
    for (int n = 0; n < 2000; ++n) {
      if (state_.load(std::memory_order_relaxed) == is_free && try_lock())
        return true;
      polychrome_pause();
    }
    return false;
  }

  std::atomic<int> state_{is_free};
  std::atomic<int> waiting_{0}; ///< threads in spin()
};

} // namespace polychrome

#endif // POLYCHROME_SPINNING_MUTEX_HPP

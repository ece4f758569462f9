//===- presence.hpp - A thread inside a domain -------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a domain knows of a thread that is in it; lives on that thread's stack.
//
// A thread takes some ready invocations at once and puts some away at once, so that
// handlers of a microsecond do not take the domain's lock each. Those that it has taken
// and not begun can be taken from it: whoever holds the domain's lock may empty the list,
// the thread itself advances without the lock.
//
// What its invocations have posted is ready for itself first: contexts keep to a thread, and
// so do the cache lines that they lie in. Others who have nothing to do take from there.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_PRESENCE_HPP
#define POLYCHROME_PRESENCE_HPP

#include "rt/src/clock.hpp"
#include "rt/src/domain.hpp"

namespace polychrome {

/// Ready invocations in the hands of one thread.
class taken_list {
public:
  using invocation = admission::invocation;
  static constexpr std::uint32_t most = 32;

  bool empty() const {
    return next_.load(std::memory_order_relaxed) >= end_.load(std::memory_order_relaxed);
  }
  bool full() const { return end_.load(std::memory_order_relaxed) == most; }

  /// The owner, holding the domain's lock. Only while nothing of an earlier list is left.
  void refill() {
    end_.store(0, std::memory_order_relaxed);
    next_.store(0, std::memory_order_relaxed);
  }
  void add(invocation *i) {
    const std::uint32_t end = end_.load(std::memory_order_relaxed);
    list_[end] = i;
    end_.store(end + 1, std::memory_order_relaxed);
  }

  /// The owner: the next one, or null.
  invocation *pop() {
    std::uint32_t n = next_.load(std::memory_order_relaxed);
    while (n < end_.load(std::memory_order_relaxed))
      if (next_.compare_exchange_weak(n, n + 1, std::memory_order_acq_rel))
        return list_[n];
    return nullptr;
  }

  /// Anybody who holds the domain's lock: all that are left, in order.
  void steal(std::vector<invocation *> &out) {
    const std::uint32_t end = end_.load(std::memory_order_relaxed);
    for (std::uint32_t n = next_.exchange(most, std::memory_order_acq_rel); n < end; ++n)
      out.push_back(list_[n]);
  }

private:
  std::atomic<std::uint32_t> next_{0};
  std::atomic<std::uint32_t> end_{0};
  invocation *list_[most];
};

struct domain::presence {
  explicit presence(polychrome_frame &f) : frame(f) {}

  polychrome_frame &frame;
  std::uint32_t thread = 0; ///< its number; 0 is the one in run()

  // Asleep. Under the domain's lock.
  std::condition_variable_any wake;
  std::atomic<bool> signalled{false};

  // Invocations, from being taken to being put away.
  taken_list taken;
  std::uint32_t enough = 0;       ///< nanoseconds until they are put away
  std::deque<invocation *> local; ///< ready, for itself first; under the domain's lock
  invocation *current = nullptr;  ///< with a ticket
  std::vector<invocation *> returned;
  std::vector<void *> blocks; ///< if strict: what they handed over
  std::vector<void *> held;   ///< created by the current one, completed early
  /// What they handed over and has skipped the queue.
  struct passed_operation {
    void *op;
    dispatch_table::match match;
  };
  passed_operation passed[polychrome_batch];
  std::size_t num_passed = 0;
  /// Something is queued, or the reactor has not had its turn for a while.
  bool turn_due = false;

  // The one that runs.
  std::uint32_t row = 0;
  std::uint64_t since = 0;
  std::uint64_t ended = 0;
  const void *function = nullptr;  ///< see dispatch_table::match
  std::uint64_t ticket = 0;        ///< for the observer only
  std::atomic<bool> beside{false}; ///< another thread ran one meanwhile
  bool busy = false;               ///< counted in busy_; under the domain's lock
  bool occupied = false;           ///< for long, or nobody knows; under the domain's lock
  bool several = false;            ///< run_taken() puts away what returns
  bool settled = false;            ///< what `returned` handed over is in the queue
  bool dozing = false;             ///< waiting for events, or about to
  bool looking = false;            ///< at what is queued: is there work for others

  // For the watchdog.
  std::atomic<std::uint64_t> number{0}; ///< of the running invocation
  std::atomic<std::uint32_t> watched_row{0};
  /// From the clock: another thread's presence may come to lie at the same address.
  std::uint64_t numbers = now();

  void be_seen(std::uint32_t r) {
    watched_row.store(r, std::memory_order_relaxed);
    number.store(++numbers, std::memory_order_release);
  }

  // Counted here, added to the statistics from time to time.
  std::uint64_t invocations = 0;
  std::uint64_t parallel = 0;
  /// Spent in handlers beside others since it was last woken.
  std::uint64_t useful_ns = 0;
  /// Leading with nothing to take since then; 0: not.
  std::uint64_t idle_since = 0;
};

} // namespace polychrome

#endif // POLYCHROME_PRESENCE_HPP

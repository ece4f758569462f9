//===- wake_budget.hpp - When another thread is worth waking -----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Pure. Waking a thread costs some tens of microseconds, and is in vain where everything
// conflicts or nothing waits. So a thread that runs alone wakes another one once it has
// worked for as long as a wake-up costs while operations were queued behind it: whatever
// comes, that is at most twice what the best decision in hindsight would have cost. A
// helper that finds nothing to do beside the others doubles the price of the next one; a
// useful one restores it.
//
// A single invocation that is long enough, or whose length is not known yet, is worth a
// helper by itself: what arrives meanwhile should not have to wait for it.
//
// Run times are guesses: a wrong one costs time, never correctness.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_WAKE_BUDGET_HPP
#define POLYCHROME_WAKE_BUDGET_HPP

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace polychrome {

class wake_budget {
public:
  static constexpr std::uint64_t wake_ns = 50'000;
  static constexpr std::uint64_t highest_ns = 4'000'000;
  static constexpr std::uint64_t long_ns = 20'000;

  /// An invocation that takes `ns` is about to run alone; `more` are queued behind it.
  /// True if somebody should be woken to take them.
  bool before(std::uint64_t ns, bool more) {
    if (is_long(ns))
      return true;
    const std::uint64_t debt = more ? get(debt_) + ns : 0;
    set(debt_, debt);
    return debt >= get(price_);
  }

  /// Invocations have run for so long with others queued behind them.
  void ran(std::uint64_t ns) { set(debt_, get(debt_) + ns); }

  /// Worth a helper by itself. 0: not known.
  bool is_long(std::uint64_t ns) const {
    return ns == 0 || ns >= std::max(long_ns, get(price_) / 8);
  }

  /// Takes longer than waking somebody. 0: not known.
  bool is_worth_waking(std::uint64_t ns) const { return ns == 0 || ns >= get(price_); }

  void woken() { set(debt_, 0); }

  /// A helper goes to sleep after it worked for `ns` beside others. `waiting`: not because
  /// there was nothing to do, but because what there is conflicts with what runs.
  void helped(std::uint64_t ns, bool waiting) {
    if (ns >= wake_ns / 2)
      set(price_, wake_ns);
    else if (waiting)
      set(price_, std::min(get(price_) * 2, highest_ns));
  }

  std::uint64_t price() const { return get(price_); }

private:
  // Threads may meet here; an update that is lost does no harm.
  using number = std::atomic<std::uint64_t>;
  static std::uint64_t get(const number &n) { return n.load(std::memory_order_relaxed); }
  static void set(number &n, std::uint64_t to) { n.store(to, std::memory_order_relaxed); }

  number debt_{0};
  number price_{wake_ns};
};

} // namespace polychrome

#endif // POLYCHROME_WAKE_BUDGET_HPP

//===- domain_lead.cpp - Who leads, who sleeps, who is woken ----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/clock.hpp"
#include "rt/src/presence.hpp"
#include "rt/src/urgent.hpp"

#include <algorithm>

namespace polychrome {

namespace {

/// For so long a thread looks for work before it sleeps: about what waking it costs.
constexpr std::uint64_t spin_ns = wake_budget::wake_ns;

} // namespace

// Leadership.

domain::help domain::help_for(const polychrome_frame &frame, std::uint32_t row) {
  if (!can_help() || engine_.table.exclusive(row))
    return help::none;
  const std::uint32_t ns = length(row);
  if (budget_.is_long(ns))
    return help::now;
  return ns >= worthless_ns && budget_.before(ns, frame.more) ? help::perhaps : help::none;
}

/// p has nothing, and what others run would not have run beside anything of p's either, for a
/// while: they can as well lead themselves when they have finished.
bool domain::is_in_vain(const presence &p) const {
  return one_by_one_ >= patience && p.local.empty() && busy_ > (p.busy ? 1u : 0u);
}

/// A batch of `count` has been stamped. If that was to see whether help is of use: it is if
/// some of them can run beside each other.
void domain::looked(presence &p, std::size_t count) {
  if (is_in_vain(p))
    resign(p);
  if (!std::exchange(p.looking, false)) {
    wake_for_ready();
    return;
  }
  budget_.woken();
  if (spare() >= 2)
    recruit();
  else if (count > 1)
    budget_.helped(0, true);
}

std::size_t domain::room() const {
  const std::size_t most = urgent_operations::get().any() ? urgent_window : window;
  return most - std::min(most, tickets_.unfinished());
}

void domain::try_to_lead(presence &p) {
  if (blocked()) {
    if (p.frame.leader)
      resign(p);
    return;
  }
  if (!leader_) {
    if (is_in_vain(p))
      return;
    leader_ = &p;
    p.frame.leader = true;
  } else if (leader_ != &p && leader_dozes_ && arrivals_ != drained_ && !stray_ &&
             callbacks_.take_over(&leader_->frame)) {
    set_stray(leader_);
    leader_dozes_ = false;
    leader_ = &p;
    p.frame.leader = true;
  }
  update_attention();
}

void domain::lead(presence &p, guard &lock) {
  // In its turn nothing that is queued runs: what posts itself again could go on before all that p
  // has.
  p.frame.batch =
      p.frame.turn || awake_.load(std::memory_order_relaxed) > 1 || urgent_operations::get().any()
          ? static_cast<std::uint32_t>(std::min<std::size_t>(room(), polychrome_batch))
          : 0;
  p.frame.other_waits = stray_ != nullptr;
  p.frame.found_nothing = false;
  p.looking = false;
  const std::uint64_t seen = arrivals_;
  lock.unlock();
  bool stopped = false;
  std::exception_ptr error;
  try {
    stopped = callbacks_.lead(&p.frame);
  } catch (...) {
    error = std::current_exception();
  }
  led_.store(now(), std::memory_order_relaxed);
  lock.lock();
  rouse(p);
  if (stray_ == &p)
    set_stray(nullptr);
  if (error)
    errors_.push_back(error);
  if (stopped || error)
    close();
  else if (p.frame.found_nothing && p.frame.leader && stray_ && !must_return(p.frame)) {
    // Let it be the other one that is woken by events. What had to be done when lead() returned
    // may have been done by others meanwhile: that there is nothing to be done now does not say
    // that nothing is queued.
    drained_ = seen;
    return_leadership(p);
  }
}

/// Where the window is nearly full, each that finishes would make room for one, and leading for
/// one costs as much as for many: what is queued waits behind the others anyway.
bool domain::is_time_for_turn(const presence &p) const {
  return p.turn_due && p.taken.empty() && spare() != 0 &&
         (room() >= worth_a_turn ||
          p.ended - led_.load(std::memory_order_relaxed) >= reactor_turn_ns);
}

/// p has work of its own, but what is queued, and the reactor, should not wait until it has
/// none.
void domain::take_turn(presence &p, guard &lock) {
  p.turn_due = false;
  try_to_lead(p);
  if (!p.frame.leader)
    return; // Somebody else does.
  p.frame.turn = true;
  lead(p, lock);
  p.frame.turn = false;
}

void domain::set_stray(presence *p) {
  stray_ = p;
  stray_waits_.store(p != nullptr, std::memory_order_relaxed);
}

bool domain::return_leadership(presence &p) {
  if (!stray_ || !callbacks_.give_back(&stray_->frame))
    return false;
  p.frame.leader = false;
  leader_ = stray_;
  set_stray(nullptr);
  leader_dozes_ = true;
  update_attention();
  return true;
}

void domain::resign(presence &p) {
  p.frame.leader = false;
  leader_ = nullptr;
}

/// p is about to be in a handler for `ns`.
void domain::hand_on(presence &p, std::uint64_t ns) {
  if (p.frame.leader)
    resign(p);
  budget_.woken();
  if (budget_.is_worth_waking(ns))
    one_by_one_ = 0; // Whoever spins should not leave leading to p.
  if (spinning_.load(std::memory_order_relaxed) != 0)
    return; // It sees that nobody leads.
  if (return_leadership(p)) {
    if (p.frame.more)
      callbacks_.wake(loop_);
    return;
  }
  recruit();
}

// Waking.

void domain::recruit() {
  if (!idle_.empty()) {
    signal(*idle_.back());
    return;
  }
  one_by_one_ = 0;
  if (stray_) {
    callbacks_.wake(loop_); // It does not lead: it will come and see.
    return;
  }
  if (workers_ >= engine_.max_workers.load(std::memory_order_relaxed))
    return;
  ++workers_;
  helpers_.fetch_sub(1, std::memory_order_relaxed);
  awake_.fetch_add(1);
  const bool started = engine_.workers.start(
      [self = shared_from_this()] { self->callbacks_.serve(self->loop_, self->handle_); });
  if (started)
    return;
  --workers_;
  awake_.fetch_sub(1);
  // Nobody else comes: who is here will lead again when it is free.
}

void domain::wake_for_ready() {
  if (spare() < 2 || spinning_.load(std::memory_order_relaxed) != 0 || !can_help())
    return;
  std::uint64_t ns = 0;
  const auto add = [&](const invocation &i, std::size_t count) {
    const std::uint32_t one = length(i.row);
    ns += count * (one ? one : budget_.price());
  };
  for (const presence *p : present_)
    if (const std::size_t count = spare_of(*p))
      add(*p->local.front(), count);
  for (std::size_t n = 1; n < ready_.size() && n < polychrome_batch; ++n)
    add(*ready_[n], 1);
  if (ns < budget_.price() * awake_.load(std::memory_order_relaxed))
    return;
  budget_.woken();
  recruit();
}

void domain::signal(presence &p) {
  if (std::erase(idle_, &p)) {
    helpers_.fetch_sub(1, std::memory_order_relaxed);
    awake_.fetch_add(1);
  }
  one_by_one_ = 0;
  p.signalled = true;
  p.wake.notify_one();
}

void domain::signal_main() {
  if (!main_)
    return;
  update_attention();
  if (leader_ == main_ || stray_ == main_)
    callbacks_.wake(loop_);
  else
    signal(*main_);
}

void domain::update_attention() {
  // Who reads them keeps a copy of the cache line until somebody writes.
  const auto set = [](auto &value, auto to) {
    if (value.load(std::memory_order_relaxed) != to)
      value.store(to, std::memory_order_release);
  };
  const bool takeable = !ready_.empty() || richest();
  set(takeable_, takeable);
  set(leader_finds_, takeable || (leader_ && !leader_->local.empty()));
  set(main_ready_count_, main_ready_.size());
  set(halt_, closing_ || plain_);
  set(can_lead_, !leader_ && !blocked() && !(one_by_one_ >= patience && busy_ != 0));
  set(attention_, closing_ || plain_ || blocked());
}

// Having nothing to do.

bool domain::wanted(const presence &p) const {
  return takeable_.load(std::memory_order_acquire) || can_lead_.load(std::memory_order_acquire) ||
         halt_.load(std::memory_order_acquire) ||
         (p.frame.main && main_ready_count_.load(std::memory_order_acquire) != 0) ||
         (leader_dozes_.load(std::memory_order_acquire) && arrivals_ != drained_);
}

/// False if it is time to sleep. What p has seen may be gone once it has the lock: then it goes on
/// looking.
bool domain::spin(presence &p, guard &lock) {
  const std::uint64_t until = now() + spin_ns;
  // Only where somebody is about to hand something over.
  const auto is_worth_it = [&] { return busy_ != 0 && awake_ <= engine_.cores && now() < until; };
  while (wanted(p) || is_worth_it()) {
    spinning_.fetch_add(1);
    lock.unlock();
    // At least once: the leader may need the lock to say that it does not doze any longer.
    do
      for (int n = 0; n < 8; ++n)
        polychrome_pause();
    while (!wanted(p) && now() < until);
    lock.lock();
    spinning_.fetch_sub(1);
    if (wanted(p))
      return true;
  }
  return false;
}

void domain::idle(presence &p, guard &lock) {
  if (spin(p, lock))
    return;
  publish(p);
  gone_idle(p);
  p.signalled = false;
  idle_.push_back(&p);
  helpers_.fetch_add(1, std::memory_order_relaxed);
  awake_.fetch_sub(1);
  p.wake.wait(lock, [&] { return p.signalled.load(); });
}

bool domain::linger(polychrome_frame &frame) {
  presence &p = of(frame);
  publish(p);
  if (may_release_early_.load(std::memory_order_acquire)) {
    const guard lock(mutex_);
    release_early();
    if (!released_.empty()) {
      append_released();
      return true;
    }
  }
  const std::uint64_t seen = arrivals_.load(std::memory_order_acquire);
  const std::uint64_t time = now();
  if (!p.idle_since)
    p.idle_since = time;
  if (busy_ == 0 || awake_ > engine_.cores || time - p.idle_since > spin_ns) {
    drained_ = seen;
    doze(p);
    // Whoever has put something away since then has not seen that nobody looks.
    if (!may_release_early_.load())
      return false;
    rouse(p);
    return true;
  }
  for (int n = 0; n < 16 && arrivals_.load(std::memory_order_relaxed) == seen; ++n)
    polychrome_pause();
  return true;
}

void domain::gone_idle(presence &p) {
  budget_.helped(std::exchange(p.useful_ns, 0), busy_ != 0 && unfinished_ > busy_);
}

/// Waiting for events, p counts as asleep.
void domain::doze(presence &p) {
  if (p.dozing)
    return;
  p.dozing = true;
  gone_idle(p);
  leader_dozes_ = true;
  awake_.fetch_sub(1);
}

void domain::rouse(presence &p) {
  count_burst(p);
  p.idle_since = 0;
  if (!p.dozing)
    return;
  p.dozing = false;
  awake_.fetch_add(1);
  if (p.frame.leader)
    leader_dozes_ = false;
}

} // namespace polychrome

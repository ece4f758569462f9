//===- domain_ready.cpp - Who takes what is ready ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/presence.hpp"

#include <algorithm>

namespace polychrome {

namespace {

// Short handlers are taken several at once, for about this long, or this if others wait for
// them.
constexpr std::uint32_t share_ns = 90'000;
constexpr std::uint32_t waited_share_ns = 6'000;

} // namespace

/// Where p takes from: what has been ready for longest, of what it may take.
std::deque<admission::invocation *> *domain::source(presence &p) {
  if (p.frame.main && !main_ready_.empty())
    return &main_ready_;
  if (ready_.empty() && p.local.empty())
    steal(p);
  if (ready_.empty())
    return p.local.empty() ? nullptr : &p.local;
  const bool shared =
      p.local.empty() || urgent_ready_ != 0 || ready_.front()->ticket < p.local.front()->ticket;
  return shared ? &ready_ : &p.local;
}

/// How many p has that others should take from it: none if moving them would take longer than
/// running them, and p will soon do so.
std::size_t domain::spare_of(const presence &p) const {
  if (p.local.empty())
    return 0;
  if (!p.occupied && is_quick(length(p.local.front()->row)) &&
      is_quick(length(p.local.back()->row)))
    return 0;
  // Who is not busy takes the first one itself in a moment.
  return p.local.size() - (p.busy ? 0 : 1);
}

/// Whose list another thread should take from.
domain::presence *domain::richest() const {
  if (local_ready_ == 0)
    return nullptr;
  presence *const found =
      *std::max_element(present_.begin(), present_.end(),
                        [&](presence *a, presence *b) { return spare_of(*a) < spare_of(*b); });
  return spare_of(*found) == 0 ? nullptr : found;
}

/// p has nothing: it gets the younger half of what the richest has.
void domain::steal(presence &p) {
  presence *const from = richest();
  if (!from)
    return;
  const auto half = from->local.begin() + static_cast<std::ptrdiff_t>(from->local.size() / 2);
  p.local.assign(half, from->local.end());
  from->local.erase(half, from->local.end());
}

bool domain::take(presence &p) {
  std::deque<invocation *> *const from = source(p);
  if (!from)
    return false;
  if (callbacks_.stopped(loop_)) {
    close();
    return false;
  }
  // Of what is for all a fair share, so that others who are awake find something too.
  const unsigned awake = awake_.load(std::memory_order_relaxed);
  const bool others_are_poor = awake > 1 && local_ready_ == p.local.size();
  const unsigned sharers = from != &p.local ? 2 * awake : others_are_poor ? 2 : 1;
  const std::size_t share = from->size() / sharers + 1;
  p.enough = tickets_.waiting() == 0 ? share_ns : waited_share_ns;
  std::uint32_t total = 0;
  p.taken.refill();
  for (std::size_t n = 0; n < share && !from->empty() && !p.taken.full(); ++n) {
    invocation *const i = from->front();
    const std::uint32_t ns = length(i->row);
    const bool single = is_long(ns) || from == &main_ready_;
    if (n > 0 && (single || total + ns > p.enough))
      break;
    from->pop_front();
    urgent_ready_ -= from == &ready_ && i->urgent;
    local_ready_ -= from == &p.local;
    p.taken.add(i);
    total += ns;
    p.occupied = single;
    if (single)
      break;
  }
  p.frame.more = spare() != 0;
  be_busy(p);
  share_out(p, total);
  update_attention();
  return true;
}

void domain::share_out(presence &p, std::uint64_t ns) {
  if (blocked())
    return;
  if (leader_ && leader_ != &p) {
    // It waits for events. What is ready it takes if there is nobody else to be woken.
    const bool unseen = can_help() ? arrivals_ != drained_
                                   : spinning_.load(std::memory_order_relaxed) == 0 &&
                                         (!ready_.empty() || richest());
    if (leader_dozes_ && unseen && budget_.is_long(ns))
      callbacks_.wake(loop_);
    return;
  }
  if (!can_help()) {
    if (p.frame.leader && p.occupied && awake_.load(std::memory_order_relaxed) > 1)
      resign(p); // Nobody is to be woken, but whoever is awake may lead.
    return;
  }
  if (budget_.before(ns, p.frame.more))
    hand_on(p, ns);
  else if (p.frame.leader && awake_.load(std::memory_order_relaxed) > 1)
    resign(p); // Whoever is awake may lead.
}

void domain::make_ready(invocation &i) {
  if (engine_.table.needs_main(i.row))
    main_ready_.push_back(&i);
  else if (i.urgent)
    ready_.insert(ready_.begin() + static_cast<std::ptrdiff_t>(urgent_ready_++), &i);
  else
    ready_.push_back(&i);
}

void domain::make_ready_at(presence &p, invocation &i) {
  if (i.urgent || engine_.table.needs_main(i.row)) {
    make_ready(i);
    return;
  }
  p.local.push_back(&i);
  ++local_ready_;
}

/// What waited for p's invocations stays with it: where everything conflicts, others find
/// nothing, and sleep.
void domain::made_ready(presence &p) {
  for (std::size_t n = 0; n < newly_ready_.size(); ++n) {
    invocation *const i = newly_ready_[n];
    if (!i->payload)
      tickets_.finish(i, newly_ready_); // Taken back meanwhile.
    else
      make_ready_at(p, *i);
  }
  if (!main_ready_.empty())
    signal_main();
  wake_for_ready();
}

} // namespace polychrome

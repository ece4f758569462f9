//===- domain_stamp.cpp - Operations come in --------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/clock.hpp"
#include "rt/src/presence.hpp"
#include "rt/src/urgent.hpp"

namespace polychrome {

namespace {

bool has_created(const polychrome_frame &frame, const void *op) {
  const std::uint32_t n = __atomic_load_n(&frame.created_count, __ATOMIC_ACQUIRE);
  if (n > polychrome_frame_created)
    return true; // Not known: it may have.
  // A place is used again once what was there has been posted, which `op` has not been.
  for (std::uint32_t i = 0; i < n; ++i)
    if (__atomic_load_n(&frame.created[i], __ATOMIC_RELAXED) == op)
      return true;
  return false;
}

void add_relaxed(std::atomic<std::uint64_t> &counter) {
  counter.fetch_add(1, std::memory_order_relaxed);
}

} // namespace

bool domain::dispatch(polychrome_frame &frame, void *op, const void *function) {
  return dispatch(frame, op, found(op, function));
}

bool domain::dispatch_alone(presence &p, void *op, const match &m) {
  // Nobody else is awake, so nobody else can stamp or begin anything.
  if (awake_.load(std::memory_order_acquire) != 1 ||
      unfinished_.load(std::memory_order_acquire) != 0 || urgent_operations::get().any() ||
      worth_waking(p.frame, m.row))
    return false;
  begin_alone(p, m, op);
  return true;
}

bool domain::dispatch(polychrome_frame &frame, void *op, const match &m) {
  presence &p = of(frame);
  rouse(p);
  const bool elsewhere = !frame.main && engine_.table.needs_main(m.row);
  if (!elsewhere && dispatch_alone(p, op, m))
    return true;

  const guard lock(mutex_);
  if (plain_) {
    begin_alone(p, m, op);
    return true;
  }
  if (closing_) {
    late_.push_back(op);
    frame.kept = true;
    return false;
  }
  if (held_by_parent(p, m, op)) {
    frame.kept = true;
    return false;
  }
  invocation &i = stamp(m, op);
  if (i.ready() && !elsewhere) {
    be_busy(p);
    begin(p, i, now());
    if (!blocked() && worth_waking(frame, m.row))
      hand_on(p);
    else if (!blocked() && awake_.load(std::memory_order_relaxed) > 1)
      resign(p); // Whoever is awake may lead.
    update_attention();
    return true;
  }
  keep(p, i);
  frame.kept = true;
  update_attention();
  return false;
}

void domain::dispatch_all(polychrome_frame &frame, void *const *ops, const void *const *functions,
                          std::size_t count) {
  match m[polychrome_batch];
  for (std::size_t n = 0; n < count; ++n)
    m[n] = found(ops[n], functions[n]);
  dispatch_all(frame, ops, m, count);
}

void domain::dispatch_all(polychrome_frame &frame, void *const *ops, const match *m,
                          std::size_t count) {
  presence &p = of(frame);
  rouse(p);
  const guard lock(mutex_);
  if (plain_) {
    callbacks_.requeue(loop_, ops, count, true);
    return;
  }
  for (std::size_t n = 0; n < count; ++n)
    if (closing_)
      late_.push_back(ops[n]);
    else if (!held_by_parent(p, m[n], ops[n]))
      keep(p, stamp(m[n], ops[n]));
  wake_for_ready();
  update_attention();
}

admission::invocation &domain::stamp(const match &m, void *op) {
  gather(m);
  invocation &i = *tickets_.stamp(m.row, claims_, op, more_rows_);
  i.urgent = urgent_operations::get().take(op);
  unfinished_.store(tickets_.unfinished(), std::memory_order_release);
  if (engine_.strict)
    order_.stamped(i.ticket);
  if (engine_.watcher)
    watch_stamped(i.ticket, m.row, op);
  return i;
}

void domain::watch_stamped(std::uint64_t ticket, std::uint32_t row, const void *op) {
  engine_.watcher->stamped(name(ticket), row, claims_, op);
  if (!more_rows_.empty() || !queued_.empty())
    engine_.watcher->queued(name(ticket), more_rows_, queued_);
  for (const std::uint64_t earlier : edges_)
    engine_.watcher->waits(name(ticket), earlier);
}

void domain::keep(presence &p, invocation &i) {
  if (!i.ready()) {
    add_relaxed(engine_.stats.waited);
    add_relaxed(engine_.stats.rows[i.waits_for].waited_for);
    return;
  }
  make_ready(i);
  if (engine_.table.needs_main(i.row) && &p != main_)
    signal_main();
}

bool domain::held_by_parent(presence &p, const match &m, void *op) {
  for (presence *other : present_)
    if (other != &p && has_created(other->frame, op)) {
      other->held.push_back(op);
      return true;
    }
  return m.strand && kept_from_strand(p, m, op);
}

} // namespace polychrome

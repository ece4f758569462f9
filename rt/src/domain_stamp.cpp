//===- domain_stamp.cpp - Operations come in --------------------*- C++ -*-===//
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
      unfinished_.load(std::memory_order_acquire) != 0 || urgent_operations::get().any())
    return false;
  switch (help_for(p.frame, m.row)) {
  case help::now:
    return false;
  case help::perhaps: // Whether what is queued could run beside it is seen from a batch.
    p.looking = true;
    p.frame.batch = polychrome_batch;
    break;
  case help::none:
    break;
  }
  all_stamped();
  begin_alone(p, m, op);
  return true;
}

bool domain::dispatch(polychrome_frame &frame, void *op, const match &m) {
  presence &p = of(frame);
  rouse(p);
  const bool elsewhere = engine_.replay || (!frame.main && engine_.table.needs_main(m.row));
  if (!elsewhere && dispatch_alone(p, op, m))
    return true;

  const guard lock(mutex_);
  struct at_exit {
    domain &d;
    ~at_exit() { d.all_stamped(); }
  } const stamped_by_then{*this};
  if (plain_) {
    begin_alone(p, m, op);
    return true;
  }
  if (closing_) {
    late_.push_back(op);
    frame.kept = true;
    return false;
  }
  find_parents(p);
  if (held_by_parent(p, m, op)) {
    frame.kept = true;
    return false;
  }
  if (engine_.replay) {
    arrive(p, m, op);
    frame.kept = true;
    unfinished_.store(tickets_.unfinished(), std::memory_order_release);
    update_attention();
    return false;
  }
  invocation &i = stamp(p, m, op);
  unfinished_.store(tickets_.unfinished(), std::memory_order_release);
  if (i.ready() && !elsewhere) {
    be_busy(p);
    p.occupied = is_long(length(m.row));
    begin(p, i, now());
    if (!blocked() && help_for(frame, m.row) != help::none)
      hand_on(p, length(m.row));
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
  guard lock(mutex_);
  if (plain_) {
    callbacks_.requeue(loop_, ops, count, true);
    all_stamped();
    return;
  }
  for (std::size_t n = 0; n < count; ++n)
    incoming_.push_back({ops[n], m[n]});
  find_parents(p);
  // Others who have finished something wait for the lock meanwhile: not for long.
  while (!incoming_.empty()) {
    if (mutex_.is_wanted()) {
      update_attention();
      mutex_.give_way();
      find_parents(p);
      continue; // They may have been taken back meanwhile.
    }
    const arrival a = incoming_.front();
    incoming_.pop_front();
    if (closing_)
      late_.push_back(a.op);
    else if (!held_by_parent(p, a.row, a.op))
      arrive(p, a.row, a.op);
  }
  all_stamped();
  unfinished_.store(tickets_.unfinished(), std::memory_order_release);
  looked(p, count);
  update_attention();
}

admission::invocation &domain::stamp(presence &p, const match &m, void *op) {
  gather(m);
  invocation &i = *tickets_.stamp(m.row, claims_, op, more_rows_, p.thread);
  i.urgent = urgent_operations::get().take(op);
  if (engine_.strict)
    engine_.strict->fill(order_.stamped(i.ticket), m.row, false, m.closure);
  if (engine_.watcher)
    watch_stamped(i.ticket, m.row, op, now());
  return i;
}

/// Stamps what comes next, in the order in which it comes or, in a replay, that is recorded.
void domain::arrive(presence &p, const match &m, void *op) {
  if (!engine_.replay) {
    keep(p, stamp(p, m, op));
    return;
  }
  const std::uint64_t place = engine_.replay->arrives(number_, op);
  if (place == replayer::at_the_end) {
    behind_.push_back({op, m});
    return;
  }
  if (place > next_place_) {
    early_.emplace(place, arrival{op, m});
    return;
  }
  if (place == 0)
    let_go(p);
  keep(p, stamp(p, m, op));
  if (place == next_place_) // Else it had been put back into the queue, or see above.
    for (++next_place_; !early_.empty() && early_.begin()->first == next_place_; ++next_place_) {
      const arrival a = early_.begin()->second;
      early_.erase(early_.begin());
      keep(p, stamp(p, a.row, a.op));
    }
  if (!behind_.empty() && engine_.replay->goes_on(number_))
    let_go(p);
}

/// There is no order any longer.
void domain::let_go(presence &p) {
  for (; !early_.empty(); early_.erase(early_.begin()))
    keep(p, stamp(p, early_.begin()->second.row, early_.begin()->second.op));
  for (; !behind_.empty(); behind_.pop_front())
    keep(p, stamp(p, behind_.front().row, behind_.front().op));
}

void domain::watch_stamped(std::uint64_t ticket, std::uint32_t row, const void *op,
                           std::uint64_t at) {
  engine_.watcher->stamped(name(ticket, at), row, claims_, op);
  if (!more_rows_.empty() || !queued_.empty())
    engine_.watcher->queued(name(ticket), more_rows_, queued_);
  for (const std::uint64_t earlier : edges_)
    engine_.watcher->waits(name(ticket), earlier);
}

void domain::keep(presence &p, invocation &i) {
  if (!i.ready()) {
    kept_waiting(i);
    return;
  }
  make_ready_at(p, i);
  if (engine_.table.needs_main(i.row) && &p != main_)
    signal_main();
}

void domain::kept_waiting(invocation &i) {
  add_relaxed(engine_.stats.waited);
  add_relaxed(engine_.stats.rows[i.waits_for].waited_for);
}

/// Which threads' invocations may have created an operation that has been taken from the
/// queue already: what is created from now on is another one.
void domain::find_parents(presence &p) {
  parents_.clear();
  for (presence *other : present_)
    if (other != &p && __atomic_load_n(&other->frame.created_count, __ATOMIC_ACQUIRE) != 0)
      parents_.push_back(other);
}

bool domain::held_by_parent(presence &p, const match &m, void *op) {
  for (presence *parent : parents_)
    if (has_created(parent->frame, op)) {
      parent->held.push_back(op);
      return true;
    }
  return m.strand && kept_from_strand(p, m, op);
}

/// While the queue is empty, what invocations hand over need not go through it: so many at
/// once.
std::size_t domain::may_pass_on(presence &p) const {
  const std::size_t unfinished = unfinished_.load(std::memory_order_relaxed);
  if (awake_.load(std::memory_order_relaxed) < 2 || unfinished >= window ||
      halt_.load(std::memory_order_relaxed) || engine_.replay)
    return 0;
  if (urgent_operations::get().any()) {
    p.turn_due = true; // It may be queued, behind whatever p has.
    return 0;
  }
  const bool reactor_served = leader_dozes_.load(std::memory_order_relaxed) ||
                              p.ended - led_.load(std::memory_order_relaxed) < reactor_turn_ns;
  // What is too short to be shared out gathers in the queue: who finds nothing else sleeps.
  p.turn_due = !reactor_served;
  if (is_quick(length(p.row)))
    return 0;
  return std::min<std::size_t>(window - unfinished, polychrome_batch);
}

/// Under the domain's lock until stamp_passed(): whoever leads may have stamped a part of a
/// block, and the rest of it may be in the queue; nothing may come in between.
void domain::pass_on(presence &p, std::size_t most) {
  polychrome_passed out[polychrome_batch];
  p.frame.returned = p.returned.size();
  p.num_passed = callbacks_.pass_on(&p.frame, p.held.data(), p.held.size(), out, most);
  if (p.frame.more) {
    p.turn_due = true;
    arrivals_.fetch_add(1, std::memory_order_release);
  }
  for (std::size_t n = 0; n < p.num_passed; ++n) {
    const polychrome_passed &o = out[n];
    p.passed[n] = {o.op,
                   o.closure ? engine_.table.find(o.function, o.closure) : found(o.op, o.function)};
  }
  p.held.clear();
}

void domain::stamp_passed(presence &p) {
  if (p.num_passed == 0)
    return;
  find_parents(p);
  for (std::size_t n = 0; n < p.num_passed; ++n) {
    void *const op = p.passed[n].op;
    if (plain_) {
      callbacks_.requeue(loop_, &op, 1, false);
    } else if (closing_) {
      late_.push_back(op);
    } else if (!held_by_parent(p, p.passed[n].match, op)) {
      invocation &i = stamp(p, p.passed[n].match, op);
      if (i.ready())
        make_ready_at(p, i);
      else
        kept_waiting(i);
    }
  }
  p.num_passed = 0;
}

} // namespace polychrome

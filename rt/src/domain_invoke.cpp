//===- domain_invoke.cpp - From ready to put away ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/clock.hpp"
#include "rt/src/presence.hpp"

#include <algorithm>

namespace polychrome {

namespace {

// Handlers of at most this length, measured with the clock's own cost, need not be looked up.
constexpr std::uint32_t tiny_ns = 1'500;
// So many of them at a time, and for about this long.
constexpr std::uint32_t longest_burst = 255;
constexpr std::uint32_t burst_ns = 40'000;

void add(std::atomic<std::uint64_t> &counter, std::uint64_t n = 1) {
  counter.fetch_add(n, std::memory_order_relaxed);
}

} // namespace

void domain::run_taken(presence &p, guard &lock) {
  lock.unlock();
  std::exception_ptr error;
  const std::uint64_t began = now();
  p.ended = began;
  p.several = true;
  while (!halt_.load(std::memory_order_acquire)) {
    invocation *const i = p.taken.pop();
    if (!i)
      break;
    p.beside.store(busy_.load(std::memory_order_relaxed) > 1, std::memory_order_relaxed);
    begin(p, *i, p.ended);
    try {
      callbacks_.invoke(&p.frame, i->payload);
    } catch (...) {
      error = std::current_exception();
      break;
    }
    // Who waits for them should not wait for long, and what this one has started may
    // complete at any time.
    if (p.ended - began > p.enough || p.frame.created_count != 0)
      break;
  }
  p.several = false;
  if (!p.returned.empty())
    settle_early(p);
  lock.lock();
  p.occupied = false;
  if (error) {
    errors_.push_back(error);
    close();
  }
}

// Before and after an invocation.

void domain::begin_alone(presence &p, const match &m, const void *op) {
  p.current = nullptr;
  p.row = m.row;
  p.function = m.function;
  p.frame.running = true;
  if (engine_.watcher && !plain_) {
    edges_.clear();
    gather(m);
    const std::uint64_t ticket = tickets_.skip_ticket();
    watch_stamped(ticket, m.row, op, 0);
    p.since = watch_started(p, ticket);
  } else {
    p.since = now();
  }
  if (engine_.watched)
    p.be_seen(p.row);
}

void domain::begin(presence &p, invocation &i, std::uint64_t since) {
  p.current = &i;
  p.row = i.row;
  p.frame.running = true;
  // Alone, an exclusive one's posts are a block anyway; and it may run the loop itself.
  __atomic_store_n(&p.frame.holding, !engine_.table.exclusive(i.row), __ATOMIC_RELEASE);
  p.since = engine_.watcher ? watch_started(p, i.ticket) : since;
  if (engine_.watched)
    p.be_seen(p.row);
}

/// When it starts.
std::uint64_t domain::watch_started(presence &p, std::uint64_t ticket) {
  p.ticket = ticket;
  const std::uint64_t at = now();
  engine_.watcher->started(name(ticket, at), p.thread);
  return at;
}

void domain::created(polychrome_frame &frame, const void *op) {
  if (engine_.watcher && frame.running)
    engine_.watcher->created(name(of(frame).ticket), op);
}

void domain::finish(polychrome_frame &frame, bool threw) {
  presence &p = of(frame);
  p.ended = now();
  const std::uint64_t ns = p.ended - p.since;
  // Of those that run beside others one in eight is enough: this is written by all.
  row_record &row = engine_.stats.rows[p.row];
  if (!p.current || ++p.invocations % 8 == 0 || row.differs(ns))
    row.ran(ns);
  p.invocations += !p.current;
  if (engine_.table.exclusive(p.row))
    add(engine_.stats.exclusive);
  if (p.row == engine_.table.no_row())
    add(engine_.stats.without_row);
  if (engine_.watcher && p.ticket)
    engine_.watcher->ended(name(std::exchange(p.ticket, 0), p.ended), p.thread, threw);
  frame.running = false;
  if (engine_.watched)
    p.number.store(0, std::memory_order_relaxed);
  if (!p.current) {
    finish_alone(p);
    return;
  }
  if (p.beside.load(std::memory_order_relaxed)) {
    ++p.parallel;
    p.useful_ns += ns;
  }
  p.returned.push_back(std::exchange(p.current, nullptr));
  if (engine_.strict && frame.created_count == 0)
    detach(p);
  if (p.several && !threw)
    return; // run_taken() goes on, or settles.
  settle_early(p);
  const guard lock(mutex_);
  p.occupied = false;
  put_away(p);
  if (p.taken.empty() && p.local.empty())
    be_free(p); // It goes on leading, and may come to wait for events.
  if (threw)
    close();
}

void domain::finish_alone(presence &p) {
  polychrome_frame &frame = p.frame;
  frame.returned = 1;
  callbacks_.settle(&frame, nullptr, 0, false);
  if (!p.function || engine_.watcher || engine_.watched)
    return;
  // On this thread: an exclusive one has come here only because it may run here.
  const void *&slot = frame.tiny[polychrome_frame::tiny_slot(p.function)];
  if (const std::uint32_t ns = length(p.row); ns < tiny_ns) {
    slot = p.function;
    const unsigned bit = 1u << polychrome_frame::tiny_slot(p.function);
    const bool alone = engine_.table.exclusive(p.row); // It may run the loop itself.
    frame.gathers = static_cast<std::uint8_t>(alone ? frame.gathers & ~bit : frame.gathers | bit);
    frame.burst = frame.burst_granted = std::min(longest_burst, burst_ns / std::max(ns, 1u));
  } else if (slot == p.function) {
    slot = nullptr;
  }
}

void domain::count_burst(presence &p) {
  polychrome_end_burst(&p.frame);
  const std::uint32_t used = std::exchange(p.frame.burst_granted, 0);
  if (!used)
    return;
  p.invocations += used;
  if (engine_.table.exclusive(p.row))
    add(engine_.stats.exclusive, used);
  if (p.row == engine_.table.no_row())
    add(engine_.stats.without_row, used);
  else if (p.frame.more && length(p.row) >= worthless_ns)
    budget_.ran(std::uint64_t(used) * length(p.row));
}

void domain::publish(presence &p) {
  count_burst(p);
  statistics::counters &mine = engine_.stats.of(p.thread);
  add(mine.invocations, std::exchange(p.invocations, 0));
  add(mine.parallel, std::exchange(p.parallel, 0));
}

void domain::be_busy(presence &p) {
  if (p.busy)
    return;
  p.busy = true;
  const bool others = busy_.fetch_add(1) != 0;
  p.beside = others;
  if (others)
    for (presence *other : present_)
      if (other->busy)
        other->beside.store(true, std::memory_order_relaxed);
}

/// p has put away all that it had, and has nothing else.
void domain::be_free(presence &p) {
  if (std::exchange(p.busy, false))
    busy_.fetch_sub(1);
}

/// Without the domain's lock, if what has returned cannot be met by anything held for it, and
/// will not skip the queue.
void domain::settle_early(presence &p) {
  if (!engine_.strict && p.frame.created_count == 0 && may_pass_on(p) == 0)
    enqueue(p);
}

void domain::settle(presence &p) {
  if (const std::size_t most = may_pass_on(p))
    pass_on(p, most);
  else
    enqueue(p);
}

void domain::enqueue(presence &p) {
  p.frame.returned = p.returned.size();
  callbacks_.settle(&p.frame, p.held.data(), p.held.size(), false);
  arrivals_.fetch_add(1, std::memory_order_release);
  p.held.clear();
  p.settled = true;
}

/// What the last invocation handed over becomes its block.
void domain::detach(presence &p) {
  p.frame.returned = 1;
  p.blocks.push_back(callbacks_.detach(&p.frame, p.held.data(), p.held.size()));
  p.held.clear();
}

void domain::release_in_order(presence &p) {
  if (p.blocks.size() < p.returned.size())
    detach(p);
  for (std::size_t n = 0; n < p.returned.size(); ++n)
    order_.returned(p.returned[n]->ticket, p.blocks[n], released_);
  p.blocks.clear();
  may_release_early_ = order_.may_release_early();
  // Nobody who leads comes to see what need not wait.
  if (leader_dozes_ && spare() == 0)
    release_early();
  append_released();
}

void domain::release_early() {
  if (!order_.may_release_early())
    return;
  may_release_early_ = false;
  order_.release_early(
      *engine_.strict,
      [this](const void *block, std::vector<lineage> &out) { list_operations(block, out); },
      released_);
}

/// The lineages of a block's operations.
void domain::list_operations(const void *block, std::vector<lineage> &out) const {
  polychrome_passed ops[polychrome_batch];
  const std::size_t count = callbacks_.inspect(block, ops, polychrome_batch);
  if (count > polychrome_batch) { // Too many to look at.
    out.assign(1, {engine_.table.no_row(), true, {}});
    return;
  }
  out.resize(count);
  for (std::size_t n = 0; n < count; ++n) {
    const polychrome_passed &o = ops[n];
    const match m = o.closure    ? engine_.table.find(o.function, o.closure)
                    : o.function ? found(o.op, o.function)
                                 : match{engine_.table.no_row()};
    engine_.strict->fill(out[n], m.row, true, m.closure);
  }
}

void domain::append_released() {
  for (void *block : released_)
    callbacks_.append(loop_, block);
  if (!released_.empty())
    arrivals_.fetch_add(1, std::memory_order_release);
  released_.clear();
}

void domain::put_away(presence &p) {
  if (!p.returned.empty()) {
    if (engine_.strict)
      release_in_order(p);
    else if (!p.settled)
      settle(p);
    p.settled = false;
    __atomic_store_n(&p.frame.holding, false, __ATOMIC_RELEASE);
    __atomic_store_n(&p.frame.created_count, 0, __ATOMIC_RELEASE);
    newly_ready_.clear();
    one_by_one_ = p.parallel != 0 ? 0 : one_by_one_ + p.returned.size();
    for (invocation *i : p.returned)
      tickets_.finish(i, newly_ready_, p.thread);
    p.returned.clear();
    stamp_passed(p);
    unfinished_.store(tickets_.unfinished(), std::memory_order_release);
    made_ready(p);
    publish(p);
  }
  update_attention();
}

} // namespace polychrome

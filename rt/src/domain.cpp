//===- domain.cpp - One loop run by several threads --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/domain.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace polychrome {

namespace {

// Waking another thread costs some tens of microseconds until it leads. It is worth that
// for a handler of at least this length, ...
constexpr std::uint32_t long_handler_ns = 20000;
// ... or of this one if operations are known to wait behind it.
constexpr std::uint32_t medium_handler_ns = 10000;
// Without a wake-up, for a thread that is awake and will soon be free, it costs a lock.
constexpr std::uint32_t short_handler_ns = 2000;

std::uint64_t now() {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                        std::chrono::steady_clock::now().time_since_epoch())
                                        .count());
}

bool has_created(const polychrome_frame &frame, const void *op) {
  const std::uint32_t n = __atomic_load_n(&frame.created_count, __ATOMIC_ACQUIRE);
  if (n > polychrome_frame_created)
    return true; // Not known: it may have.
  return std::find(frame.created, frame.created + n, op) != frame.created + n;
}

void add_relaxed(std::atomic<std::uint64_t> &counter) {
  counter.fetch_add(1, std::memory_order_relaxed);
}

} // namespace

/// A thread inside the domain.
struct domain::presence {
  polychrome_frame &frame;
  std::condition_variable wake;
  bool signalled = false;
  invocation *current = nullptr; ///< with a ticket
  bool beside = false;           ///< counted as parallel
  std::uint32_t row = 0;
  std::uint64_t since = 0;
  std::uint64_t ticket = 0; ///< for the observer only
  std::uint32_t thread = 0; ///< its number; 0 is the one in run()
  std::vector<void *> held; ///< created by current, completed early

  explicit presence(polychrome_frame &f) : frame(f) {}
};

domain::presence &domain::of(polychrome_frame &frame) {
  return *static_cast<presence *>(frame.priv);
}

domain::domain(engine &e, const polychrome_loop &callbacks, void *loop, polychrome_domain *handle)
    : engine_(e), callbacks_(callbacks), loop_(loop), handle_(handle),
      number_(e.domains_opened.fetch_add(1)), tickets_(e.table.rules()) {
  if (e.watcher)
    tickets_.list_edges(&edges_);
}

// Threads come and go.

bool domain::run(polychrome_frame &frame, std::size_t &count) {
  presence p(frame);
  guard lock(mutex_);
  if (!errors_.empty() && !entered_) {
    const std::exception_ptr first = errors_.front();
    errors_.erase(errors_.begin());
    lock.unlock();
    std::rethrow_exception(first);
  }
  if (entered_ || plain_) {
    if (!plain_)
      become_plain();
    return false;
  }
  entered_ = true;
  helpers_ = engine_.max_workers.load();
  frame.main = true;
  main_ = &p;
  enter(p);
  work(p, lock);
  leave(p);
  while (workers_ != 0) {
    p.signalled = false;
    p.wake.wait(lock, [&] { return p.signalled; });
  }
  const std::vector<void *> back = take_back();
  if (!back.empty())
    callbacks_.requeue(loop_, back.data(), back.size(), true);
  main_ = nullptr;
  entered_ = closing_ = false;
  update_attention();
  count += std::exchange(completed_, 0);
  if (!errors_.empty()) {
    const std::exception_ptr first = errors_.front();
    errors_.erase(errors_.begin());
    lock.unlock();
    std::rethrow_exception(first);
  }
  return !plain_;
}

void domain::serve(polychrome_frame &frame) {
  presence p(frame);
  guard lock(mutex_);
  enter(p);
  work(p, lock);
  leave(p);
  if (--workers_ == 0 && main_)
    signal(*main_);
}

bool domain::pending() {
  guard lock(mutex_);
  return !errors_.empty();
}

void domain::enter(presence &p) {
  p.frame.priv = &p;
  p.frame.domain = handle_;
  p.frame.observed = engine_.watcher != nullptr;
  present_.push_back(&p);
  if (p.frame.main)
    return;
  const auto free = std::find(thread_numbers_.begin(), thread_numbers_.end(), false);
  p.thread = static_cast<std::uint32_t>(free - thread_numbers_.begin());
  if (p.thread == thread_numbers_.size())
    thread_numbers_.push_back(true);
  thread_numbers_[p.thread] = true;
}

void domain::leave(presence &p) {
  if (p.frame.leader)
    resign(p);
  completed_ += std::exchange(p.frame.completed, 0);
  std::erase(present_, &p);
  if (!p.frame.main)
    thread_numbers_[p.thread] = false;
  p.frame.priv = nullptr;
}

// The life of a thread in the domain.

void domain::work(presence &p, guard &lock) {
  while (!closing_ && !plain_) {
    if (invocation *i = take_ready(p)) {
      run_kept(p, *i, lock);
      continue;
    }
    if (closing_)
      return;
    if (p.frame.leader && blocked())
      resign(p);
    if (!leader_ && !blocked()) {
      leader_ = &p;
      p.frame.leader = true;
    }
    if (p.frame.leader)
      lead(p, lock);
    else
      sleep(p, lock);
  }
}

void domain::lead(presence &p, guard &lock) {
  lock.unlock();
  bool stopped = false;
  std::exception_ptr error;
  try {
    stopped = callbacks_.lead(&p.frame);
  } catch (...) {
    error = std::current_exception();
  }
  lock.lock();
  if (error)
    errors_.push_back(error);
  if (stopped || error)
    close(&p);
}

domain::invocation *domain::take_ready(presence &p) {
  std::deque<invocation *> *from = &ready_;
  if (p.frame.main && !main_ready_.empty())
    from = &main_ready_;
  if (from->empty())
    return nullptr;
  if (callbacks_.stopped(loop_)) {
    close(&p);
    return nullptr;
  }
  invocation *i = from->front();
  from->pop_front();
  std::erase(kept_, i);
  update_attention();
  return i;
}

void domain::run_kept(presence &p, invocation &i, guard &lock) {
  void *const op = i.payload;
  p.frame.more = !ready_.empty();
  begin(p, i);
  if (p.frame.leader || !leader_)
    let_lead(p, i.row);
  lock.unlock();
  std::exception_ptr error;
  try {
    callbacks_.invoke(&p.frame, op);
  } catch (...) {
    error = std::current_exception();
  }
  lock.lock();
  if (error) {
    errors_.push_back(error);
    close(&p);
  }
}

// Before and after an invocation.

bool domain::can_help() const {
  return helpers_.load(std::memory_order_relaxed) != 0;
}

bool domain::worth_handing_on(const polychrome_frame &frame, std::uint32_t row) const {
  if (!can_help() || engine_.table.exclusive(row))
    return false;
  const std::uint32_t ns = engine_.stats.rows[row].nanoseconds.load(std::memory_order_relaxed);
  return ns == 0 || ns >= long_handler_ns || (frame.more && ns >= medium_handler_ns);
}

bool domain::dispatch(polychrome_frame &frame, void *op, const void *function) {
  return dispatch(frame, op, engine_.table.find(op, function, callbacks_.trampoline_offset));
}

bool domain::dispatch(polychrome_frame &frame, void *op, const dispatch_table::match &m) {
  presence &p = of(frame);
  const bool elsewhere = !frame.main && engine_.table.needs_main(m.row);
  if (!elsewhere && unfinished_.load(std::memory_order_acquire) == 0 &&
      !worth_handing_on(frame, m.row)) {
    begin_alone(p, m, op);
    return true;
  }

  guard lock(mutex_);
  if (plain_) {
    begin_alone(p, m, op);
    return true;
  }
  if (closing_) {
    late_.push_back(op);
    frame.kept = true;
    return false;
  }
  if (held_by_parent(p, op)) {
    frame.kept = true;
    return false;
  }
  engine_.table.claims(m, claims_);
  invocation &i = *tickets_.stamp(m.row, claims_, op);
  if (engine_.watcher)
    watch_stamped(i.ticket, m.row, op);
  unfinished_.store(tickets_.unfinished(), std::memory_order_release);
  if (i.ready() && !elsewhere) {
    begin(p, i);
    let_lead(p, m.row);
    update_attention();
    return true;
  }
  kept_.push_back(&i);
  frame.kept = true;
  if (i.ready()) {
    main_ready_.push_back(&i);
    signal_main();
  } else {
    add_relaxed(engine_.stats.waited);
    add_relaxed(engine_.stats.rows[i.waits_for].waited_for);
  }
  update_attention();
  return false;
}

bool domain::held_by_parent(presence &p, void *op) {
  for (presence *other : present_)
    if (other != &p && other->frame.holding && has_created(other->frame, op)) {
      other->held.push_back(op);
      return true;
    }
  return false;
}

void domain::watch_stamped(std::uint64_t ticket, std::uint32_t row, const void *op) {
  engine_.watcher->stamped(name(ticket), row, claims_, op);
  for (const std::uint64_t earlier : edges_)
    engine_.watcher->waits(name(ticket), earlier);
}

void domain::watch_started(presence &p, std::uint64_t ticket) {
  p.ticket = ticket;
  engine_.watcher->started(name(ticket), p.thread);
}

void domain::created(polychrome_frame &frame, const void *op) {
  if (engine_.watcher && frame.running)
    engine_.watcher->created(name(of(frame).ticket), op);
}

void domain::begin_alone(presence &p, const dispatch_table::match &m, const void *op) {
  p.current = nullptr;
  p.row = m.row;
  p.frame.running = true;
  if (engine_.watcher && !plain_) {
    edges_.clear();
    engine_.table.claims(m, claims_);
    const std::uint64_t ticket = tickets_.skip_ticket();
    watch_stamped(ticket, m.row, op);
    watch_started(p, ticket);
  }
  p.since = now();
}

void domain::begin(presence &p, invocation &i) {
  p.current = &i;
  p.row = i.row;
  p.beside = running_ != 0;
  if (p.beside)
    add_relaxed(engine_.stats.parallel);
  for (presence *other : present_)
    if (other != &p && other->current && !other->beside) {
      other->beside = true;
      add_relaxed(engine_.stats.parallel);
    }
  ++running_;
  p.frame.running = true;
  // Alone, an exclusive one's posts are a block anyway; and it may run the loop itself.
  p.frame.holding = !engine_.table.exclusive(i.row);
  if (engine_.watcher)
    watch_started(p, i.ticket);
  p.since = now();
}

void domain::finish(polychrome_frame &frame, bool threw) {
  presence &p = of(frame);
  statistics &stats = engine_.stats;
  stats.rows[p.row].ran(now() - p.since);
  add_relaxed(stats.invocations);
  if (engine_.table.exclusive(p.row))
    add_relaxed(stats.exclusive);
  if (p.row == engine_.table.no_row())
    add_relaxed(stats.without_row);
  if (engine_.watcher && p.ticket)
    engine_.watcher->ended(name(std::exchange(p.ticket, 0)), p.thread, threw);
  frame.running = false;
  if (!p.current) {
    callbacks_.settle(&frame, nullptr, 0, false);
    return;
  }

  guard lock(mutex_);
  frame.holding = false;
  __atomic_store_n(&frame.created_count, 0, __ATOMIC_RELEASE);
  callbacks_.settle(&frame, p.held.data(), p.held.size(), leader_ && leader_ != &p);
  p.held.clear();
  --running_;
  newly_ready_.clear();
  tickets_.finish(std::exchange(p.current, nullptr), newly_ready_);
  made_ready(p);
  unfinished_.store(tickets_.unfinished(), std::memory_order_release);
  if (threw)
    close(&p);
  update_attention();
}

void domain::made_ready(const presence &by) {
  for (std::size_t n = 0; n < newly_ready_.size(); ++n) {
    invocation *i = newly_ready_[n];
    if (!i->payload)
      tickets_.finish(i, newly_ready_); // Taken back meanwhile.
    else
      (engine_.table.needs_main(i->row) ? main_ready_ : ready_).push_back(i);
  }
  if (!main_ready_.empty() && main_ != &by)
    signal_main();
  // `by` takes one itself.
  for (std::size_t n = by.frame.main && !main_ready_.empty() ? 0 : 1;
       n < ready_.size() && !idle_.empty(); ++n)
    signal(*idle_.back());
}

// Leadership and sleep.

void domain::let_lead(presence &p, std::uint32_t row) {
  if (blocked())
    return;
  if (worth_handing_on(p.frame, row))
    hand_on(p);
  else if (p.frame.leader &&
           engine_.stats.rows[row].nanoseconds.load(std::memory_order_relaxed) >= short_handler_ns)
    resign(p);
}

void domain::hand_on(presence &p) {
  if (p.frame.leader)
    resign(p);
  if (!idle_.empty()) {
    signal(*idle_.back());
    return;
  }
  if (workers_ >= engine_.max_workers.load(std::memory_order_relaxed))
    return;
  ++workers_;
  helpers_.fetch_sub(1, std::memory_order_relaxed);
  const bool started = engine_.workers.start(
      [self = shared_from_this()] { self->callbacks_.serve(self->loop_, self->handle_); });
  if (started)
    return;
  --workers_;
  // Nobody else comes: p will lead again when it is free.
}

void domain::resign(presence &p) {
  p.frame.leader = false;
  leader_ = nullptr;
}

void domain::sleep(presence &p, guard &lock) {
  p.signalled = false;
  idle_.push_back(&p);
  helpers_.fetch_add(1, std::memory_order_relaxed);
  p.wake.wait(lock, [&] { return p.signalled; });
}

void domain::signal(presence &p) {
  if (std::erase(idle_, &p))
    helpers_.fetch_sub(1, std::memory_order_relaxed);
  p.signalled = true;
  p.wake.notify_one();
}

void domain::signal_main() {
  if (!main_)
    return;
  if (leader_ == main_) {
    main_attention_.store(true, std::memory_order_release);
    callbacks_.wake(loop_);
  } else {
    signal(*main_);
  }
}

void domain::signal_all(const presence *except) {
  while (!idle_.empty())
    signal(*idle_.back());
  if (leader_ && leader_ != except)
    callbacks_.wake(loop_);
}

void domain::update_attention() {
  attention_.store(closing_ || plain_ || blocked() || !ready_.empty(), std::memory_order_release);
  main_attention_.store(!main_ready_.empty(), std::memory_order_release);
}

// The end of a run.

void domain::close(const presence *by) {
  closing_ = true;
  update_attention();
  signal_all(by);
}

void domain::become_plain() {
  std::fputs("polychrome: a second thread runs this event loop: it is left to the program's "
             "own threads from here on\n",
             stderr);
  plain_ = true;
  const std::vector<void *> back = take_back();
  if (!back.empty())
    callbacks_.requeue(loop_, back.data(), back.size(), true);
  for (presence *p : present_) {
    if (!p->frame.holding)
      continue;
    callbacks_.release(&p->frame);
    if (!p->held.empty())
      callbacks_.requeue(loop_, p->held.data(), p->held.size(), false);
    p->held.clear();
  }
  update_attention();
  signal_all(nullptr);
}

std::vector<void *> domain::take_back() {
  std::vector<void *> ops;
  for (invocation *i : kept_) { // In the order of their tickets.
    if (engine_.watcher)
      engine_.watcher->withdrawn(name(i->ticket));
    ops.push_back(std::exchange(i->payload, nullptr));
  }
  ops.insert(ops.end(), late_.begin(), late_.end());
  kept_.clear();
  late_.clear();
  newly_ready_.assign(ready_.begin(), ready_.end());
  newly_ready_.insert(newly_ready_.end(), main_ready_.begin(), main_ready_.end());
  ready_.clear();
  main_ready_.clear();
  for (std::size_t n = 0; n < newly_ready_.size(); ++n) {
    invocation *const i = newly_ready_[n];
    tickets_.finish(i, newly_ready_);
  }
  unfinished_.store(tickets_.unfinished(), std::memory_order_release);
  return ops;
}

void domain::before_fork() {
  mutex_.lock();
  callbacks_.lock(loop_);
}

void domain::after_fork_in_parent() {
  callbacks_.unlock(loop_);
  mutex_.unlock();
}

void domain::after_fork_in_child() {
  // Only the thread that forked is here, and nobody waits on any condition variable.
  // A worker's presence died with its stack: forget it.
  std::erase_if(present_, [&](presence *p) { return p != main_; });
  thread_numbers_.resize(1);
  idle_.clear();
  helpers_ = 0;
  workers_ = 0;
  if (leader_ != main_)
    leader_ = nullptr;
  if (main_)
    new (&main_->wake) std::condition_variable;
  callbacks_.unlock(loop_);
  mutex_.unlock();
}

} // namespace polychrome

//===- domain.cpp - Threads come and go -------------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/presence.hpp"

#include <algorithm>

namespace polychrome {

domain::domain(engine &e, const polychrome_loop &callbacks, void *loop, polychrome_domain *handle)
    : engine_(e), callbacks_(callbacks), loop_(loop), handle_(handle),
      number_(e.domains_opened.fetch_add(1)), tickets_(e.table.rules()) {
  if (e.watcher)
    tickets_.list_edges(&edges_);
}

domain::presence &domain::of(polychrome_frame &frame) {
  return *static_cast<presence *>(frame.priv);
}

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
  awake_ = 1;
  frame.main = true;
  main_ = &p;
  enter(p);
  work(p, lock);
  leave(p);
  while (workers_ != 0) {
    p.signalled = false;
    p.wake.wait(lock, [&] { return p.signalled.load(); });
  }
  const std::vector<void *> back = take_back();
  if (!back.empty())
    callbacks_.requeue(loop_, back.data(), back.size(), true);
  append_released();
  main_ = nullptr;
  entered_ = closing_ = false;
  update_attention();
  count += std::exchange(completed_, 0);
  if (engine_.watcher)
    engine_.watcher->left(number_);
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
  const guard lock(mutex_);
  return !errors_.empty();
}

void domain::look(std::vector<sighting> &out) {
  const guard lock(mutex_);
  for (const presence *p : present_)
    out.push_back({p, p->number.load(std::memory_order_acquire),
                   p->watched_row.load(std::memory_order_relaxed)});
}

std::size_t domain::kept_for(std::uint64_t &next) {
  const guard lock(mutex_);
  next = engine_.replay->is_over(number_) ? 0 : next_place_;
  return tickets_.unfinished() == 0 ? early_.size() + behind_.size() : 0;
}

void domain::enter(presence &p) {
  p.frame.priv = &p;
  p.frame.domain = handle_;
  p.frame.unstamped = &unstamped_;
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

void domain::work(presence &p, guard &lock) {
  for (;;) {
    put_away(p);
    if (closing_ || plain_)
      return;
    if (is_time_for_turn(p)) {
      take_turn(p, lock);
      continue;
    }
    if (!p.taken.empty() || take(p)) {
      run_taken(p, lock);
      continue;
    }
    be_free(p);
    if (closing_)
      return;
    try_to_lead(p);
    if (p.frame.leader)
      lead(p, lock);
    else
      idle(p, lock);
  }
}

void domain::leave(presence &p) {
  if (p.frame.leader)
    resign(p);
  publish(p);
  completed_ += std::exchange(p.frame.completed, 0);
  std::erase(present_, &p);
  if (!p.frame.main)
    thread_numbers_[p.thread] = false;
  p.frame.priv = nullptr;
  awake_.fetch_sub(1);
  be_free(p);
  // What it had taken and not begun is found by whoever takes everything back.
  newly_ready_.clear();
  p.taken.steal(newly_ready_);
  newly_ready_.insert(newly_ready_.end(), p.local.begin(), p.local.end());
  local_ready_ -= p.local.size();
  p.local.clear();
  for (invocation *i : newly_ready_)
    make_ready(*i);
}

} // namespace polychrome

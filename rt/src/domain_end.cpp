//===- domain_end.cpp - Closing, turning plain, fork ------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/presence.hpp"

#include <algorithm>
#include <cstdio>

namespace polychrome {

void domain::close() {
  closing_ = true;
  update_attention();
  signal_all();
}

void domain::signal_all() {
  while (!idle_.empty())
    signal(*idle_.back());
  if (leader_dozes_ || stray_)
    callbacks_.wake(loop_);
}

void domain::become_plain() {
  std::fputs("polychrome: a second thread runs this event loop: it is left to the program's "
             "own threads from here on\n",
             stderr);
  plain_ = true;
  update_attention();
  const std::vector<void *> back = take_back();
  if (!back.empty())
    callbacks_.requeue(loop_, back.data(), back.size(), true);
  append_released();
  for (presence *p : present_) {
    const bool holds = __atomic_load_n(&p->frame.holding, __ATOMIC_ACQUIRE);
    callbacks_.release(&p->frame); // In a burst, too, there are posts that are held.
    if (holds && !p->held.empty())
      callbacks_.requeue(loop_, p->held.data(), p->held.size(), false);
    p->held.clear();
  }
  update_attention();
  signal_all();
}

/// The operations that have not begun, in the order of their tickets.
std::vector<void *> domain::take_back() {
  newly_ready_.assign(ready_.begin(), ready_.end());
  newly_ready_.insert(newly_ready_.end(), main_ready_.begin(), main_ready_.end());
  for (presence *p : present_) {
    p->taken.steal(newly_ready_);
    newly_ready_.insert(newly_ready_.end(), p->local.begin(), p->local.end());
    p->local.clear();
  }
  local_ready_ = 0;
  ready_.clear();
  urgent_ready_ = 0;
  main_ready_.clear();

  std::vector<invocation *> kept = newly_ready_;
  tickets_.for_each_waiting([&](invocation *i) {
    if (i->payload)
      kept.push_back(i);
  });
  std::sort(kept.begin(), kept.end(),
            [](const invocation *a, const invocation *b) { return a->ticket < b->ticket; });
  std::vector<void *> ops;
  for (invocation *i : kept) {
    if (engine_.watcher)
      engine_.watcher->withdrawn(name(i->ticket));
    ops.push_back(std::exchange(i->payload, nullptr));
    if (engine_.strict)
      order_.returned(i->ticket, nullptr, released_);
  }
  for (const auto &[place, a] : early_)
    ops.push_back(a.op);
  early_.clear();
  for (const arrival &a : behind_)
    ops.push_back(a.op);
  behind_.clear();
  for (const arrival &a : incoming_)
    ops.push_back(a.op);
  incoming_.clear();
  ops.insert(ops.end(), late_.begin(), late_.end());
  late_.clear();
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
  local_ready_ = main_ ? main_->local.size() : 0;
  thread_numbers_.resize(1);
  idle_.clear();
  helpers_ = 0;
  workers_ = 0;
  spinning_ = 0;
  awake_ = main_ ? 1 : 0;
  busy_ = main_ && main_->busy ? 1 : 0;
  set_stray(nullptr);
  leader_dozes_ = false;
  if (leader_ != main_)
    leader_ = nullptr;
  if (main_)
    new (&main_->wake) std::condition_variable_any;
  update_attention();
  callbacks_.unlock(loop_);
  mutex_.unlock();
}

} // namespace polychrome

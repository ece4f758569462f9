//===- pool.cpp - The worker threads ----------------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/pool.hpp"

#include "rt/src/detached_thread.hpp"

#include <cstdio>
#include <memory>
#include <pthread.h>
#include <utility>

namespace polychrome {

struct pool::worker {
  pool *owner = nullptr;
  unsigned number = 0;
  std::condition_variable wake;
  std::function<void()> job;
};

bool pool::start(std::function<void()> job) {
  std::unique_lock lock(mutex_);
  if (!idle_.empty()) {
    worker *w = idle_.back();
    idle_.pop_back();
    w->job = std::move(job);
    w->wake.notify_one();
    return true;
  }
  auto w = std::make_unique<worker>();
  w->owner = this;
  w->number = ++made_;
  w->job = std::move(job);

  const bool made = start_detached(&pool::main, w.get());
  if (made)
    w.release(); // The thread's own now; it never ends.
  return made;
}

void *pool::main(void *self) {
  worker &w = *static_cast<worker *>(self);
  char name[16];
  std::snprintf(name, sizeof name, "polychrome-%u", w.number % 1000);
  pthread_setname_np(pthread_self(), name);
  w.owner->loop(w);
  return nullptr;
}

void pool::loop(worker &w) {
  std::unique_lock lock(mutex_);
  for (;;) {
    while (!w.job)
      w.wake.wait(lock);
    const std::function<void()> job = std::exchange(w.job, nullptr);
    lock.unlock();
    job();
    lock.lock();
    idle_.push_back(&w);
  }
}

void pool::after_fork_in_child() {
  // What the threads had is lost, and so are their sleeping places: do not touch them.
  idle_.clear();
  mutex_.unlock();
}

} // namespace polychrome

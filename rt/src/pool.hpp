//===- pool.hpp - The worker threads ----------------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Threads that serve domains. A thread is made when a domain first wants one, and kept
// for the next. They have all signals blocked, so that a signal reaches the threads
// that the program itself made, and are never joined: a process ends while they sleep.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_POOL_HPP
#define POLYCHROME_POOL_HPP

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace polychrome {

class pool {
public:
  /// Runs `job` on a worker. Returns false if no thread can be had.
  bool start(std::function<void()> job);

  // Around fork(): the child has none of the workers.
  void before_fork() { mutex_.lock(); }
  void after_fork_in_parent() { mutex_.unlock(); }
  void after_fork_in_child();

private:
  struct worker;
  static void *main(void *self);
  void loop(worker &w);

  std::mutex mutex_;
  std::vector<worker *> idle_;
  unsigned made_ = 0;
};

} // namespace polychrome

#endif // POLYCHROME_POOL_HPP

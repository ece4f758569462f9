//===- urgent.hpp - Operations of high priority -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which operations were created while their thread asked for high priority, by address.
// One may be destroyed without having been dispatched: then another one at its address
// is taken for urgent, which changes the order among ready invocations and nothing else.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_URGENT_HPP
#define POLYCHROME_URGENT_HPP

#include <atomic>
#include <mutex>
#include <unordered_set>

namespace polychrome {

class urgent_operations {
public:
  static urgent_operations &get() {
    static urgent_operations *const self = new urgent_operations;
    return *self;
  }

  void add(const void *op) {
    const std::lock_guard lock(mutex_);
    operations_.insert(op);
    count_.store(operations_.size(), std::memory_order_release);
  }

  bool any() const { return count_.load(std::memory_order_acquire) != 0; }

  /// Whether op is one; it is forgotten.
  bool take(const void *op) {
    if (!any())
      return false;
    const std::lock_guard lock(mutex_);
    const bool found = operations_.erase(op) != 0;
    count_.store(operations_.size(), std::memory_order_release);
    return found;
  }

private:
  std::mutex mutex_;
  std::unordered_set<const void *> operations_;
  std::atomic<std::size_t> count_{0};
};

} // namespace polychrome

#endif // POLYCHROME_URGENT_HPP

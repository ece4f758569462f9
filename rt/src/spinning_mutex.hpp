//===- spinning_mutex.hpp - A mutex that is held for a microsecond --*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mutex that is waited for awake at first. A domain's lock is held for about a
// microsecond, sleeping and being woken takes fifty.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_SPINNING_MUTEX_HPP
#define POLYCHROME_SPINNING_MUTEX_HPP

#include <mutex>

namespace polychrome {

/// Tells the core that this is a loop that waits.
inline void pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

class spinning_mutex {
public:
  void lock() {
    for (int n = 0; n < 1000; ++n) {
      if (mutex_.try_lock())
        return;
      for (int m = 0; m < 4; ++m)
        pause();
    }
    mutex_.lock();
  }
  void unlock() { mutex_.unlock(); }

private:
  std::mutex mutex_;
};

} // namespace polychrome

#endif // POLYCHROME_SPINNING_MUTEX_HPP

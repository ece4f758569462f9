//===- watchdog.hpp - Names handlers that block -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// POLYCHROME_WATCHDOG=ms: a thread looks at what the threads of all domains run, and
// names on stderr, once, each invocation that it still finds after so many milliseconds.
// What it needs to see is an invocation's row and a number that changes with every one:
// two relaxed stores, and only while there is a watchdog. What a thread runs without
// asking the runtime would escape it, so there is none of that then.
//
// stall_detector is the pure part: the caller brings the time.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_WATCHDOG_HPP
#define POLYCHROME_WATCHDOG_HPP

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace polychrome {

/// What one thread is seen to run.
struct sighting {
  const void *thread = nullptr;
  std::uint64_t number = 0; ///< of the invocation, on that thread; 0: none
  std::uint32_t row = 0;
};

class stall_detector {
public:
  explicit stall_detector(std::uint64_t limit_ns) : limit_(limit_ns) {}

  /// Returns those that have been seen for the limit or longer and were not returned before.
  std::vector<sighting> look(const std::vector<sighting> &now_running, std::uint64_t now);

private:
  struct seen {
    std::uint64_t number = 0;
    std::uint64_t since = 0;
    bool reported = false;
  };

  std::uint64_t limit_;
  std::map<const void *, seen> threads_;
};

/// Starts the thread; it never ends. `look` returns what is running, `name` is called for
/// each that stalls. False if no thread can be had.
bool start_watchdog(unsigned milliseconds, std::function<std::vector<sighting>()> look,
                    std::function<void(const sighting &)> name);

} // namespace polychrome

#endif // POLYCHROME_WATCHDOG_HPP

//===- rule.hpp - What the rules' programs share ----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each program checks one of Asio's rules and returns 0 if it holds. It is run serially,
// with the matrix that the pass found, and under two forced ones, which show what the
// runtime does when handlers do, or never do, run together. So the handlers here share
// nothing but atomics and locks.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TEST_RULE_HPP
#define POLYCHROME_TEST_RULE_HPP

#include <atomic>
#include <boost/asio.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace asio = boost::asio;

#define CHECK(condition)                                                                           \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                 \
      std::_Exit(1);                                                                               \
    }                                                                                              \
  } while (0)

/// How this process is run: "serial", "exact", "never" (all handlers run together) or
/// "always" (no two do).
inline bool mode_is(const char *name) {
  const char *mode = std::getenv("POLYCHROME_TEST_MODE");
  return mode && std::strcmp(mode, name) == 0;
}

/// Keeps a core busy, as a handler that computes does.
inline void work_for(std::chrono::microseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) {
  }
}

/// Counts handlers that are inside.
struct inside {
  static inline std::atomic<int> now{0};
  static inline std::atomic<int> most{0};
  inside() {
    const int n = ++now;
    for (int m = most; n > m && !most.compare_exchange_weak(m, n);) {
    }
  }
  ~inside() { --now; }
};

#endif // POLYCHROME_TEST_RULE_HPP

//===- clock.hpp - Nanoseconds ----------------------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLOCK_HPP
#define POLYCHROME_CLOCK_HPP

#include <chrono>
#include <cstdint>

namespace polychrome {

inline std::uint64_t now() {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                        std::chrono::steady_clock::now().time_since_epoch())
                                        .count());
}

} // namespace polychrome

#endif // POLYCHROME_CLOCK_HPP

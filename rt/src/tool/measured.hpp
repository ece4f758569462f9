//===- tool/measured.hpp - What a run cost, by handlers ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How often each handler ran and for how long, and who waited for whom. An invocation
// that found several in its way waits for the last of them to end, and that one is what
// its waiting is counted for; what it then waited for a free thread is nobody's.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_MEASURED_HPP
#define POLYCHROME_TOOL_MEASURED_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace polychrome::tool {

struct program_trace;

/// How often, and how long in all, in nanoseconds.
struct count_and_time {
  std::uint64_t count = 0;
  std::uint64_t time = 0;
};

struct measured {
  unsigned threads = 0;
  std::vector<count_and_time> handlers; ///< by row of the program
  /// Who waited, for whom.
  std::map<std::pair<std::uint32_t, std::uint32_t>, count_and_time> waits;
};

measured measure(const program_trace &trace);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_MEASURED_HPP

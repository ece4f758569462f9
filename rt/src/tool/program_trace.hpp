//===- tool/program_trace.hpp - A trace of this program ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What POLYCHROME_TRACE wrote, beside the matrix of the program that wrote it. The rows
// of the two are matched by name: what the file says of conflicts is not used here, but
// a name that is missing means that the trace is of another build.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_PROGRAM_TRACE_HPP
#define POLYCHROME_TOOL_PROGRAM_TRACE_HPP

#include "rt/src/simulate/recording.hpp"
#include "tool/input.hpp"

#include <string>
#include <vector>

namespace polychrome::tool {

struct program_trace {
  simulate::recording run;
  std::vector<std::size_t> rows; ///< the trace's row for each of the program's
};

/// Throws input_error.
program_trace read_trace(const linked_file &file, const std::string &path);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_PROGRAM_TRACE_HPP

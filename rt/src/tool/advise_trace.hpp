//===- tool/advise_trace.hpp - What a change would have brought -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A recorded run replayed without one conflict at a time, on 2, 8 and 64 workers:
// how many times faster it would have been.
//
// The replay keeps everything else: what handlers cost, who creates whom, and the
// claims on contexts. A handler that would no longer run alone is taken to conflict
// with nobody by its globals, since nothing is known of it yet: its gain is a bound.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_ADVISE_TRACE_HPP
#define POLYCHROME_TOOL_ADVISE_TRACE_HPP

#include "tool/input.hpp"

#include <string>

namespace polychrome::tool {

/// A line each, most to gain on 8 workers first. Throws input_error.
std::string advise_by_trace(const linked_file &file, const std::string &trace, bool everything);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_ADVISE_TRACE_HPP

//===- tool/simulate.hpp - polychrome simulate ------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The command line's side of rt/src/simulate: a trace, a list of numbers, a report.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_SIMULATE_HPP
#define POLYCHROME_TOOL_SIMULATE_HPP

#include <CLI/CLI.hpp>

namespace polychrome::tool {

/// Adds the command, which prints its report to stdout. It throws input_error.
void declare_simulate(CLI::App &app);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_SIMULATE_HPP

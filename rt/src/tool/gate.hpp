//===- tool/gate.hpp - No new conflicts -------------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For continuous integration: compares a program's findings with those of a
// baseline that is kept beside the source. Old ones are accepted, gone ones are
// welcome, new ones fail.
//
// The baseline is text, sorted, a finding a line, so that a review shows what a
// change adds. Only the fingerprint at the beginning of a line counts.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_GATE_HPP
#define POLYCHROME_TOOL_GATE_HPP

#include "tool/input.hpp"

#include <string>

namespace polychrome::tool {

struct gate_result {
  bool passed = false;
  std::string text;
};

/// Throws input_error if the baseline cannot be read.
gate_result gate(const linked_file &file, const std::string &program,
                 const std::string &baseline_path);

/// Writes the baseline; says what was written.
std::string update_baseline(const linked_file &file, const std::string &baseline_path);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_GATE_HPP

//===- tool/input.hpp - Records from object files ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the command reads: an ELF object, archive, executable or shared library.
// The records need no relocation: their payloads carry symbol names.
//
// Which units are missing is a help for people, not a proof: a stripped file
// does not say, and a source name of its own counts once per object.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_INPUT_HPP
#define POLYCHROME_TOOL_INPUT_HPP

#include "pass/model/Program.h"

#include <stdexcept>
#include <string>

namespace polychrome::tool {

/// Ends the command: one line that says what, where and what to do.
struct input_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The file's linked program; units known to be compiled without Polychrome are
/// listed as such. Throws input_error.
model::Program read_program(const std::string &path);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_INPUT_HPP

//===- tool/input.hpp - The program in a file -------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the command shows: the records of a file, linked as the runtime would at
// startup.
//
// Which units are missing is a help for people, not a proof: a stripped file
// does not say, and a source name of its own counts once per object.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_INPUT_HPP
#define POLYCHROME_TOOL_INPUT_HPP

#include "pass/model/Program.h"
#include "pass/model/Records.h"
#include "pass/model/Types.h"

#include <string>

namespace polychrome::tool {

struct linked_file {
  model::Program program; ///< units known to be plain are listed as such
  /// The wrapper linked it, from nothing but inputs that took part.
  bool whole = false;
  model::RecordSet records; ///< what it was linked from
  model::Types types;
};

/// Throws input_error.
linked_file read_program(const std::string &path);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_INPUT_HPP

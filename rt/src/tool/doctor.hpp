//===- tool/doctor.hpp - Is everything in its place? ------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks what a build with Polychrome needs, by using it: the wrapper compiles and
// links a small program, and its records are read back. With a file, whether that
// was built as it should be. Each finding that is not well says what to do.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_DOCTOR_HPP
#define POLYCHROME_TOOL_DOCTOR_HPP

#include "tool/words.hpp"

#include <string>

namespace polychrome::tool {

struct diagnosis {
  bool well = true;
  std::string text;
};

/// `file` may be empty. `own_path` is where this command is.
diagnosis doctor(const std::string &own_path, const std::string &file, const style &look);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_DOCTOR_HPP

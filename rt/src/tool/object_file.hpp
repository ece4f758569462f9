//===- tool/object_file.hpp - Records in ELF files --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads objects, archives (thin ones too), executables and shared libraries. The
// records need no relocation: their payloads carry symbol names.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_OBJECT_FILE_HPP
#define POLYCHROME_TOOL_OBJECT_FILE_HPP

#include "pass/model/Records.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace polychrome::tool {

/// Ends the command: one line that says what, where and what to do.
struct input_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct object_file {
  std::string name;    ///< path, or path(member)
  bool shared = false; ///< a shared library or a position-independent executable
  model::RecordSet records;
  /// Source files that it was made from, as far as its symbol table names them:
  /// one for each object that was linked into it, without folders.
  std::vector<std::string> sources;
};

/// The file itself, or every object in an archive. Throws input_error.
std::vector<object_file> read_objects(const std::string &path);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_OBJECT_FILE_HPP

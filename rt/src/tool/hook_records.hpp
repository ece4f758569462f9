//===- tool/hook_records.hpp - Is the hook in effect? -----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Asio's functions exist once in a program, though every unit has a copy; the linker
// keeps one of each, and it must be one that calls Polychrome. Each copy that does
// brings a HOOK record with its address, and a REQUIRE record says which function
// must have one. The runtime compares the addresses in memory; here they are read
// from the file, where a relocation may hold them.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_HOOK_RECORDS_HPP
#define POLYCHROME_TOOL_HOOK_RECORDS_HPP

#include <string>
#include <vector>

namespace polychrome::tool {

struct hook_state {
  bool linked = false;              ///< an executable or shared library: addresses are known
  std::size_t required = 0;         ///< functions that must be hooked
  std::vector<std::string> missing; ///< those that are not, by name
  bool with_runtime = false;        ///< it needs libpolychrome
};

/// Of an ELF file; throws input_error.
hook_state read_hooks(const std::string &path);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_HOOK_RECORDS_HPP

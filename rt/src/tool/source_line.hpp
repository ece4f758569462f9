//===- tool/source_line.hpp - A line of the user's source -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The line that a location names, with a caret under its column, if the file can
// still be read from here: as the compiler was given it, or beside the program.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_SOURCE_LINE_HPP
#define POLYCHROME_TOOL_SOURCE_LINE_HPP

#include "pass/model/Summary.h"
#include "tool/words.hpp"

#include <string>

namespace polychrome::tool {

/// The line itself, its tabs as single spaces, or nothing.
std::string source_text(const model::Location &at, const std::string &program_path);

/// The file that the location names, as it can be read from here, or "".
std::string source_file(const model::Location &at, const std::string &program_path);

/// Was the file written after the program, so that its lines may be others by now?
bool is_newer(const std::string &file, const std::string &program_path);

/// Two lines of text, each after the indent, or nothing. Of a longer line, what is around
/// the caret.
std::string source_line(const model::Location &at, const std::string &program_path,
                        const std::string &indent, const style &s, std::size_t width);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_SOURCE_LINE_HPP

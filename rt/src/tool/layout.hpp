//===- tool/layout.hpp - What fits into a line ------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lines of a report that is read on a screen. Paths are as short as a reader needs
// who knows the program; names keep their end, which tells them apart.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_LAYOUT_HPP
#define POLYCHROME_TOOL_LAYOUT_HPP

#include "pass/model/Summary.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace polychrome::tool {

/// Of a screen.
inline constexpr std::size_t columns = 100;

/// Less of a name says nothing.
inline constexpr std::size_t shortest_name = 16;

/// How many columns a terminal takes for the text.
std::size_t width_of(std::string_view text);

/// From here if it is below here; else its last two components: ".../asio/read.hpp".
std::string short_path(const std::string &path);

/// "server.cpp:41:9" with a short path, or "no line known".
std::string short_place(const model::Location &at);

/// "calls f (/usr/include/x/y.h:7)" with short paths.
std::string with_short_paths(const std::string &text);

/// The end of a name that is too long: "...session::write::lambda#1".
std::string fitted(const std::string &name, std::size_t width);

/// Broken at spaces into lines; the first begins at a column, the others behind an indent.
std::string wrapped(const std::string &text, std::size_t first_column, std::size_t indent);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_LAYOUT_HPP

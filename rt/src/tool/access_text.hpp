//===- tool/access_text.hpp - An access, told to its author -----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The user's own line under a caret, the user's calls that lead to it, and the
// library function that it ends in. With `all` the library's own calls as well.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_ACCESS_TEXT_HPP
#define POLYCHROME_TOOL_ACCESS_TEXT_HPP

#include "tool/why.hpp"

#include <string>

namespace polychrome::tool {

/// The source line under a caret, after the indent, as far as it fits.
std::string line_at(const model::Location &at, const std::string &indent,
                    const why_options &options);

/// A line: the function that is called, and where.
void add_call(const model::Frame &call, bool with_line, const why_options &o, std::string &out);

/// Several lines: `row` does `effect`.
/// `what` it is that the handler reads or writes: "it", or a name.
std::string access_text(const model::Row &row, const model::HandlerEffect &effect,
                        const std::string &what, const why_options &options);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_ACCESS_TEXT_HPP

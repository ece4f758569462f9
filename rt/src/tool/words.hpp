//===- tool/words.hpp - The words of the reports ----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the text and JSON reports say in the same words, and the little that a
// terminal needs: colours where there is one, and no control characters, since
// names come out of a file that may hold anything.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_WORDS_HPP
#define POLYCHROME_TOOL_WORDS_HPP

#include "pass/model/Program.h"

#include <string>
#include <string_view>

namespace polychrome::tool {

/// "asio", "function" or "coroutine".
const char *kind_of(model::HandlerKind kind);

/// The bits that two handlers get that both write this region.
const char *bits_of(const model::Region &region);

/// What a cell's bits mean, in half a sentence.
const char *meaning_of(model::CellBits bits);

/// The region that a reason is about, as row A sees it.
std::string region_of(const model::Program &program, const model::Cell &cell,
                      const model::Reason &reason);

/// The cell of two rows in any order, or null where they do not conflict.
const model::Cell *cell_of(const model::Program &program, std::uint32_t a, std::uint32_t b);

/// The text with control characters replaced.
std::string printable(std::string_view text);

/// "3 session::read::lambda#1".
std::string numbered(const model::Row &row);

/// The name less the number that tells rows of one handler apart that different operations
/// complete: " (2)".
std::string name_in_source(const model::Row &row);

/// The name less all that tells rows of one handler apart: that, and " [ok]" or " [error]".
std::string handler_name(const model::Row &row);

/// The same for all rows of one handler: of one place and name in the source.
std::string handler_of(const model::Row &row);

/// "server.cpp:41:9", or "no line known".
std::string place(const model::Location &at);

/// "calls f (server.cpp:41)" -> "calls f".
std::string without_place(const std::string &cause);

/// Escape sequences, or nothing.
struct style {
  explicit style(bool colours)
      : bold(colours ? "\033[1m" : ""), dim(colours ? "\033[2m" : ""),
        red(colours ? "\033[31m" : ""), yellow(colours ? "\033[33m" : ""),
        off(colours ? "\033[0m" : "") {}
  std::string_view bold, dim, red, yellow, off;

  /// The colour of a cell.
  std::string_view of(model::CellBits bits) const {
    return bits.Global ? red : bits.Context ? yellow : dim;
  }
};

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_WORDS_HPP

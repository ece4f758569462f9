//===- tool/words.cpp - The words of the reports --------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/words.hpp"

#include <algorithm>
#include <regex>

namespace polychrome::tool {

const char *kind_of(model::HandlerKind kind) {
  switch (kind) {
  case model::HandlerKind::Asio:
  case model::HandlerKind::Posted:
  case model::HandlerKind::Trampoline:
    return "asio";
  case model::HandlerKind::None:
  case model::HandlerKind::Function:
    return "function";
  }
  return "function";
}

const char *bits_of(const model::Region &region) {
  switch (region.What) {
  case model::Region::Kind::Private:
    return "00";
  case model::Region::Kind::Context:
    return "10";
  case model::Region::Kind::Global:
  case model::Region::Kind::Any:
  case model::Region::Kind::Resource:
  case model::Region::Kind::Unknown:
    return "01";
  }
  return "01";
}

const char *meaning_of(model::CellBits bits) {
  if (bits.Global)
    return bits.Context ? "never together, and they conflict through a context too"
                        : "never together";
  return bits.Context ? "may run together unless they share a context" : "may always run together";
}

std::string region_of(const model::Program &program, const model::Cell &cell,
                      const model::Reason &reason) {
  return program.Rows[cell.A].Effects[reason.A].Text;
}

const model::Cell *cell_of(const model::Program &program, std::uint32_t a, std::uint32_t b) {
  const std::pair key(std::min(a, b), std::max(a, b));
  const auto found = std::find_if(program.Cells.begin(), program.Cells.end(),
                                  [&](const model::Cell &c) { return std::pair(c.A, c.B) == key; });
  return found == program.Cells.end() ? nullptr : &*found;
}

std::string printable(std::string_view text) {
  std::string result(text);
  for (char &c : result)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
      c = '?';
  return result;
}

std::string numbered(const model::Row &row) {
  return std::to_string(row.Id) + " " + printable(row.Name);
}

std::string name_in_source(const model::Row &row) {
  static const std::regex number(" \\([0-9]+\\)");
  return std::regex_replace(row.Name, number, "");
}

std::string handler_name(const model::Row &row) {
  static const std::regex outcome(" \\[(ok|error)\\]");
  return std::regex_replace(name_in_source(row), outcome, "");
}

std::string handler_of(const model::Row &row) {
  if (row.At.Line == 0)
    return row.Symbol.empty() ? std::to_string(row.Id) : row.Symbol;
  const std::string name = handler_name(row);
  const std::size_t arrow = name.rfind(" -> "); // an operation that the handler completes
  // Whether the column is known depends on how the unit was compiled.
  return place({row.At.File, row.At.Line, 0}) + " " +
         (arrow == std::string::npos ? name : name.substr(arrow + 4));
}

std::string place(const model::Location &at) {
  if (at.Line == 0)
    return at.File.empty() ? "no line known" : printable(at.File);
  std::string text = printable(at.File) + ":" + std::to_string(at.Line);
  return at.Column == 0 ? text : text + ":" + std::to_string(at.Column);
}

std::string without_place(const std::string &cause) {
  const std::size_t open = cause.rfind(" (");
  if (open == std::string::npos || !cause.ends_with(")"))
    return cause;
  const std::string inside = cause.substr(open + 2, cause.size() - open - 3);
  const std::size_t colon = inside.rfind(':');
  const bool place = colon != std::string::npos && colon + 1 < inside.size() &&
                     inside.find_first_not_of("0123456789", colon + 1) == std::string::npos;
  return place ? cause.substr(0, open) : cause;
}

} // namespace polychrome::tool

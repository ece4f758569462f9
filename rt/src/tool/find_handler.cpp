//===- tool/find_handler.cpp - Handlers by what people type ---------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/find_handler.hpp"

#include "tool/object_file.hpp"
#include "tool/words.hpp"

#include <algorithm>

namespace polychrome::tool {
namespace {

constexpr std::size_t candidates_listed = 12;

std::vector<std::uint32_t> rows_where(const model::Program &program, auto matches) {
  std::vector<std::uint32_t> rows;
  for (const model::Row &row : program.Rows)
    if (matches(row))
      rows.push_back(row.Id);
  return rows;
}

std::string list_of(const model::Program &program, const std::vector<std::uint32_t> &rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size() && i < candidates_listed; ++i)
    text += (i ? ", " : "") + numbered(program.Rows[rows[i]]);
  if (rows.size() > candidates_listed)
    text += ", and " + std::to_string(rows.size() - candidates_listed) + " more";
  return text;
}

/// Rows of one handler are split by a predicate, or by the operations that complete it: what a
/// reader of the source sees is one place.
bool one_handler(const model::Program &program, const std::vector<std::uint32_t> &rows) {
  const model::Row &first = program.Rows[rows.front()];
  return std::all_of(rows.begin(), rows.end(), [&](std::uint32_t r) {
    const model::Row &row = program.Rows[r];
    return row.Symbol == first.Symbol || handler_of(row) == handler_of(first);
  });
}

} // namespace

std::vector<std::uint32_t> find_handler(const model::Program &program, const std::string &part) {
  if (!part.empty() && part.find_first_not_of("0123456789") == std::string::npos)
    if (auto rows = rows_where(program, [&](auto &row) { return std::to_string(row.Id) == part; });
        !rows.empty())
      return rows;
  std::vector<std::uint32_t> rows =
      rows_where(program, [&](const model::Row &row) { return row.Name == part; });
  if (rows.empty())
    rows = rows_where(
        program, [&](const model::Row &row) { return row.Name.find(part) != std::string::npos; });
  if (rows.empty())
    throw input_error("no handler's name has '" + printable(part) + "' in it; there are " +
                      list_of(program, rows_where(program, [](auto &) { return true; })));
  if (!one_handler(program, rows))
    throw input_error("'" + printable(part) + "' could be any of " + list_of(program, rows) +
                      "; say more of the name, or the number");
  return rows;
}

} // namespace polychrome::tool

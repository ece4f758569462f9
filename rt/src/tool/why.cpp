//===- tool/why.cpp - Why handlers conflict -------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/why.hpp"

#include "tool/object_file.hpp"
#include "tool/source_line.hpp"

#include <algorithm>

namespace polychrome::tool {
namespace {

constexpr std::size_t few = 10;
constexpr std::size_t candidates_listed = 12;

std::string numbered(const model::Row &row) {
  return std::to_string(row.Id) + " " + printable(row.Name);
}

const char *verb(model::Mode mode) {
  switch (mode) {
  case model::Mode::Read:
    return "reads";
  case model::Mode::Write:
    return "writes";
  case model::Mode::Commute:
    return "updates (in any order)";
  }
  return "writes";
}

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

/// Rows of one handler are split by a predicate, not by function.
bool one_handler(const model::Program &program, const std::vector<std::uint32_t> &rows) {
  return std::all_of(rows.begin(), rows.end(), [&](std::uint32_t r) {
    return program.Rows[r].Symbol == program.Rows[rows.front()].Symbol;
  });
}

void show_location(const model::Location &at, const std::string &indent, const why_options &o,
                   std::string &out) {
  out += place(at) + "\n" + source_line(at, o.program_path, indent, o.look);
}

void show_access(const model::Row &row, const model::HandlerEffect &effect, const why_options &o,
                 std::string &out) {
  out += "   " + numbered(row) + " " + verb(effect.What.How) + " it at ";
  show_location(effect.What.At, "       ", o, out);
  for (const model::Frame &frame : effect.What.Via) {
    out += "     through " + printable(frame.Function) + ", called at ";
    show_location(frame.At, "       ", o, out);
  }
  if (!effect.What.Note.empty())
    out += "     " + printable(effect.What.Note) + "\n";
  if (!effect.What.Assumed.empty())
    out += "     assumed by " + printable(effect.What.Assumed) + "\n";
}

void show_status(const model::Row &row, std::string &out) {
  if (row.Exclusive)
    out += numbered(row) + " runs alone: " + printable(row.Why) + "\n";
  else if (row.Pinned)
    out += numbered(row) + " stays on the thread that called run(): " + printable(row.Why) + "\n";
}

void show_more(std::size_t shown, std::size_t all, std::string &out) {
  if (shown < all)
    out += "\n... and " + std::to_string(all - shown) + " more (--all shows them)\n";
}

void show_reasons(const model::Program &program, const model::Cell &cell, const why_options &o,
                  std::string &out) {
  const model::Row &a = program.Rows[cell.A];
  const model::Row &b = program.Rows[cell.B];
  const std::size_t shown = o.all ? cell.Reasons.size() : std::min(few, cell.Reasons.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const model::Reason &reason = cell.Reasons[i];
    out += "\n" + std::to_string(i + 1) + ". ";
    out += o.look.bold;
    out += printable(region_of(program, cell, reason));
    out += o.look.off;
    out += reason.Context ? "  (through the context)\n" : "  (global)\n";
    show_access(a, a.Effects[reason.A], o, out);
    if (cell.A == cell.B && reason.A == reason.B)
      out += "   and so does another invocation of it\n";
    else
      show_access(b, b.Effects[reason.B], o, out);
  }
  show_more(shown, cell.Reasons.size(), out);
}

void show_pair(const model::Program &program, std::uint32_t a, std::uint32_t b,
               const why_options &o, std::string &out) {
  const model::CellBits bits = program.bits(a, b);
  for (std::uint32_t row : {std::min(a, b), std::max(a, b)}) {
    out += o.look.bold;
    out += numbered(program.Rows[row]);
    out += o.look.off;
    out += "  " + place(program.Rows[row].At) + "\n";
  }
  out += o.look.of(bits);
  out += bits.text();
  out += o.look.off;
  out += std::string("  ") + meaning_of(bits) + "\n";
  show_status(program.Rows[std::min(a, b)], out);
  if (a != b)
    show_status(program.Rows[std::max(a, b)], out);
  if (const model::Cell *cell = cell_of(program, a, b))
    show_reasons(program, *cell, o, out);
}

void show_row(const model::Program &program, std::uint32_t r, const why_options &o,
              std::string &out) {
  const model::Row &row = program.Rows[r];
  out += o.look.bold;
  out += numbered(row);
  out += o.look.off;
  out += "  " + place(row.At) + "\n";
  show_status(row, out);

  const std::size_t shown = o.all ? row.Effects.size() : std::min(few, row.Effects.size());
  out += row.Effects.empty() ? "\nTouches nothing that another handler could.\n" : "\nTouches:\n";
  for (std::size_t i = 0; i < shown; ++i) {
    const model::HandlerEffect &effect = row.Effects[i];
    out += "\n" + std::to_string(i + 1) + ". ";
    out += o.look.bold;
    out += printable(effect.Text);
    out += o.look.off;
    out += std::string("  ") + bits_of(effect.Where) + "\n";
    show_access(row, effect, o, out);
  }
  show_more(shown, row.Effects.size(), out);

  out += "\nAgainst the others:\n";
  for (const model::Row &other : program.Rows) {
    const model::CellBits bits = program.bits(r, other.Id);
    out += "  ";
    out += o.look.of(bits);
    out += bits.text();
    out += o.look.off;
    out += "  " + numbered(other) + "\n";
  }
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

std::string why_pair(const model::Program &program, const std::string &a, const std::string &b,
                     const why_options &options) {
  const std::vector<std::uint32_t> left = find_handler(program, a);
  const std::vector<std::uint32_t> right = find_handler(program, b);
  std::string out;
  for (std::uint32_t i : left)
    for (std::uint32_t j : right) {
      if (left == right && j < i)
        continue; // one handler's rows against themselves: each pair once
      if (!out.empty())
        out += "\n";
      show_pair(program, i, j, options, out);
    }
  return out;
}

std::string why_handler(const model::Program &program, const std::string &part,
                        const why_options &options) {
  std::string out;
  for (std::uint32_t row : find_handler(program, part)) {
    if (!out.empty())
      out += "\n";
    show_row(program, row, options, out);
  }
  return out;
}

} // namespace polychrome::tool

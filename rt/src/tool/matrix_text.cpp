//===- tool/matrix_text.cpp - The matrix for people -----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/matrix_text.hpp"

#include "tool/words.hpp"

#include <algorithm>

namespace polychrome::tool {
namespace {

constexpr std::size_t band_columns = 24;
constexpr std::size_t label_width = 32;
constexpr std::size_t name_width = 60; ///< longer ones stand out of their column
constexpr std::size_t units_listed = 20;

std::string left(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string right(const std::string &text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 0, ' ') + text;
}

/// The end of a name is what tells handlers apart.
std::string shortened(const std::string &name) {
  return name.size() <= label_width ? name : "..." + name.substr(name.size() - label_width + 3);
}

std::string joined(const std::vector<std::string> &parts) {
  std::string text;
  for (const std::string &part : parts)
    text += (text.empty() ? "" : ", ") + printable(part);
  return text;
}

std::string mark_of(const model::Row &row) {
  return row.Exclusive ? "*" : row.Pinned ? "^" : " ";
}

void list_handlers(const model::Program &program, const style &s, std::string &out) {
  std::size_t names = 0;
  for (const model::Row &row : program.Rows)
    if (const std::size_t size = printable(row.Name).size(); size <= name_width)
      names = std::max(names, size);
  const std::size_t numbers = std::to_string(program.Rows.size()).size();
  for (const model::Row &row : program.Rows) {
    out += right(std::to_string(row.Id), numbers + 2) + mark_of(row) + " ";
    out += s.bold;
    out += left(printable(row.Name), names);
    out += s.off;
    out += "  " + place(row.At);
    if (!row.Keys.empty())
      out += "  context " + joined(row.Keys);
    out += "\n";
    if (row.Exclusive || row.Pinned)
      out += std::string(numbers + 4, ' ') + mark_of(row) + " " + printable(row.Why) + "\n";
    else if (row.Queue)
      out += std::string(numbers + 4, ' ') + "+ the rows of the handlers queued on the strand\n";
  }
}

/// Columns [first, last) of the triangle, with the rows that reach them.
void band(const model::Program &program, std::size_t first, std::size_t last, const style &s,
          std::string &out) {
  std::size_t labels = 0;
  for (const model::Row &row : program.Rows)
    labels = std::max(labels, shortened(printable(row.Name)).size());
  const std::size_t numbers = std::to_string(program.Rows.size()).size();
  const std::size_t cells = std::max<std::size_t>(3, numbers + 1);

  out += std::string(numbers + labels + 4, ' ');
  for (std::size_t b = first; b < last; ++b)
    out += right(std::to_string(b), cells);
  out += "\n";
  for (std::size_t a = first; a < program.Rows.size(); ++a) {
    const model::Row &row = program.Rows[a];
    out += right(std::to_string(a), numbers + 2) + mark_of(row) + " ";
    out += left(shortened(printable(row.Name)), labels);
    for (std::size_t b = first; b < std::min(last, a + 1); ++b) {
      const model::CellBits bits = program.bits(a, b);
      out += std::string(cells - 2, ' ');
      out += s.of(bits);
      out += bits.text();
      out += s.off;
    }
    out += "\n";
  }
}

void legend(const model::Program &program, std::string &out) {
  for (const model::CellBits bits : {model::CellBits{false, false}, model::CellBits{false, true},
                                     model::CellBits{true, false}, model::CellBits{true, true}})
    out += std::string("  ") + bits.text() + "  " + meaning_of(bits) + "\n";
  const auto any = [&](bool model::Row::*flag) {
    return std::any_of(program.Rows.begin(), program.Rows.end(),
                       [&](const model::Row &row) { return row.*flag; });
  };
  if (any(&model::Row::Exclusive))
    out += "   *  runs alone\n";
  if (any(&model::Row::Pinned))
    out += "   ^  stays on the thread that called run()\n";
}

void list_units(const model::Program &program, bool instrumented, const std::string &title,
                std::string &out) {
  std::vector<std::string> names;
  for (const model::Unit &unit : program.Units)
    if (unit.Instrumented == instrumented)
      names.push_back(unit.Name);
  if (names.empty())
    return;
  const std::size_t more = names.size() > units_listed ? names.size() - units_listed : 0;
  names.resize(names.size() - more);
  out += title + joined(names) + (more ? ", and " + std::to_string(more) + " more" : "") + "\n";
}

} // namespace

std::string matrix_text(const linked_file &file, bool colours) {
  const model::Program &program = file.program;
  const style s(colours);
  const std::size_t n = program.Rows.size();
  std::string out;
  if (n == 0) {
    out += "No handlers.\n\n";
  } else {
    out += std::to_string(n) + (n == 1 ? " handler\n\n" : " handlers\n\n");
    list_handlers(program, s, out);
    for (std::size_t first = 0; first < n; first += band_columns) {
      out += "\n";
      band(program, first, std::min(n, first + band_columns), s, out);
    }
    out += "\n";
    legend(program, out);
    out += "\n";
  }
  list_units(program, true, "Compiled with Polychrome: ", out);
  list_units(program, false, "Compiled without it:      ", out);
  if (!file.whole)
    out += "Not known to be a whole program: where its virtual calls lead counts as unknown.\n";
  return out;
}

} // namespace polychrome::tool

//===- tool/source_line.cpp - A line of the user's source -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/source_line.hpp"

#include "tool/layout.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace polychrome::tool {
namespace {

namespace fs = std::filesystem;

/// A line longer than this is generated, not written.
constexpr std::size_t longest_line = 200;

std::string line_of(const std::string &file, std::uint32_t number) {
  std::ifstream in(file);
  std::string line;
  for (std::uint32_t i = 0; i < number; ++i)
    if (!std::getline(in, line))
      return {};
  return line.size() > longest_line ? std::string() : line;
}

bool is_continued(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

/// A line, and the byte of it that the caret is under.
struct marked {
  std::string line;
  std::size_t caret;
};

/// What of the line fits, with the caret in view.
marked around_caret(marked m, std::size_t width) {
  constexpr std::string_view dots = "...";
  if (width_of(m.line) <= width)
    return m;
  const std::size_t indent = std::min(m.line.find_first_not_of(' '), m.caret);
  m.line.erase(0, indent);
  m.caret -= indent;
  // Two thirds before the caret at most, and never a part of a character.
  if (std::size_t cut = m.caret > width * 2 / 3 ? m.caret - width / 2 : 0; cut != 0) {
    while (is_continued(m.line[cut]))
      --cut;
    m.line.replace(0, cut, dots);
    m.caret = m.caret - cut + dots.size();
  }
  if (width_of(m.line) <= width)
    return m;
  while (width_of(m.line) + dots.size() > width) {
    while (is_continued(m.line.back()))
      m.line.pop_back();
    m.line.pop_back();
  }
  m.line += dots;
  return m;
}

} // namespace

std::string source_file(const model::Location &at, const std::string &program_path) {
  std::error_code ignored;
  if (at.File.empty())
    return {};
  if (fs::is_regular_file(at.File.str(), ignored))
    return at.File;
  const fs::path beside = fs::path(program_path).parent_path() / at.File.str();
  return fs::is_regular_file(beside, ignored) ? beside.string() : std::string();
}

bool is_newer(const std::string &file, const std::string &program_path) {
  std::error_code no_file, no_program;
  const auto written = fs::last_write_time(file, no_file);
  const auto built = fs::last_write_time(program_path, no_program);
  return !no_file && !no_program && written > built;
}

std::string source_text(const model::Location &at, const std::string &program_path) {
  const std::string file = source_file(at, program_path);
  if (at.Line == 0 || file.empty())
    return {};
  std::string text = line_of(file, at.Line);
  std::replace(text.begin(), text.end(), '\t', ' ');
  return printable(text);
}

std::string source_line(const model::Location &at, const std::string &program_path,
                        const std::string &indent, const style &s, std::size_t width) {
  const std::string line = source_text(at, program_path);
  if (line.empty())
    return {};
  const std::string number = std::to_string(at.Line), bar = " | ";
  const bool with_caret = at.Column != 0 && at.Column <= line.size();
  const std::size_t gutter = indent.size() + number.size() + bar.size();
  const marked shown =
      around_caret({line, with_caret ? at.Column - 1 : 0}, width > gutter ? width - gutter : width);
  std::string out = indent + number + bar + shown.line + "\n";
  if (!with_caret)
    return out;
  // The compiler counts bytes, a terminal characters.
  const std::size_t before = width_of(std::string_view(shown.line).substr(0, shown.caret));
  out += indent + std::string(number.size(), ' ') + bar + std::string(before, ' ');
  out += s.bold;
  out += "^";
  out += s.off;
  return out + "\n";
}

} // namespace polychrome::tool

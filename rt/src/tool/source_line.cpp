//===- tool/source_line.cpp - A line of the user's source -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/source_line.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

namespace polychrome::tool {
namespace {

namespace fs = std::filesystem;

/// A line longer than this is generated, not written.
constexpr std::size_t longest_line = 200;

std::optional<std::string> line_of(const fs::path &file, std::uint32_t number) {
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored))
    return std::nullopt;
  std::ifstream in(file);
  std::string line;
  for (std::uint32_t i = 0; i < number; ++i)
    if (!std::getline(in, line))
      return std::nullopt;
  if (line.size() > longest_line)
    return std::nullopt;
  return line;
}

} // namespace

std::string source_text(const model::Location &at, const std::string &program_path) {
  if (at.Line == 0 || at.File.empty())
    return {};
  std::optional<std::string> line = line_of(at.File, at.Line);
  if (!line && fs::path(at.File).is_relative())
    line = line_of(fs::path(program_path).parent_path() / at.File, at.Line);
  std::string text = line.value_or("");
  std::replace(text.begin(), text.end(), '\t', ' ');
  return printable(text);
}

std::string source_line(const model::Location &at, const std::string &program_path,
                        const std::string &indent, const style &s) {
  const std::string line = source_text(at, program_path);
  if (line.empty())
    return {};
  const std::string number = std::to_string(at.Line);
  std::string out = indent + number + " | " + line + "\n";
  if (at.Column == 0 || at.Column > line.size())
    return out;
  out += indent + std::string(number.size(), ' ') + " | " + std::string(at.Column - 1, ' ');
  out += s.bold;
  out += "^";
  out += s.off;
  return out + "\n";
}

} // namespace polychrome::tool

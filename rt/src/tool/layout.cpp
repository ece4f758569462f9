//===- tool/layout.cpp - What fits into a line ----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/layout.hpp"

#include "tool/words.hpp"

#include "llvm/Support/Unicode.h"

#include <algorithm>
#include <filesystem>

namespace polychrome::tool {
namespace {

namespace fs = std::filesystem;

constexpr const char *dots = "...";

/// Longer ones leave no room for what is at the place.
constexpr std::size_t longest_path = 48;

/// A path that begins after a space or an opening parenthesis.
std::size_t path_end(std::string_view text, std::size_t begin) {
  return std::min(text.find_first_of(" ,)", begin), text.size());
}

} // namespace

std::size_t width_of(std::string_view text) {
  const int width = llvm::sys::unicode::columnWidthUTF8({text.data(), text.size()});
  return width < 0 ? text.size() : std::size_t(width);
}

std::string short_path(const std::string &path) {
  const fs::path whole = fs::path(path).lexically_normal();
  std::error_code ignored;
  const fs::path below =
      whole.is_relative() ? whole : whole.lexically_relative(fs::current_path(ignored));
  if (!below.empty() && *below.begin() != ".." && below.string().size() <= longest_path)
    return below.string();
  const fs::path folder = whole.parent_path();
  if (whole.is_relative() ? folder.parent_path().empty()
                          : !folder.parent_path().has_relative_path())
    return whole.string();
  return (fs::path(dots) / folder.filename() / whole.filename()).string();
}

std::string short_place(const model::Location &at) {
  model::Location shorter = at;
  if (!at.File.empty())
    shorter.File = short_path(at.File);
  return place(shorter);
}

std::string with_short_paths(const std::string &text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const bool begins = text[i] == '/' && i != 0 && (text[i - 1] == ' ' || text[i - 1] == '(');
    const std::size_t end = begins ? path_end(text, i) : i + 1;
    out += begins ? short_path(text.substr(i, end - i)) : text.substr(i, 1);
    i = end;
  }
  return out;
}

std::string fitted(const std::string &name, std::size_t width) {
  width = std::max(width, shortest_name);
  if (name.size() <= width)
    return name;
  return dots + name.substr(name.size() - width + std::string_view(dots).size());
}

std::string wrapped(const std::string &text, std::size_t first_column, std::size_t indent) {
  std::string out;
  std::size_t column = first_column;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find(' ', i), text.size());
    const std::string word = text.substr(i, end - i);
    const std::size_t width = width_of(word);
    if (i != 0 && column + 1 + width > columns) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (i != 0) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
    i = end + 1;
  }
  return out;
}

} // namespace polychrome::tool

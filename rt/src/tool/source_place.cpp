//===- tool/source_place.cpp - Whose code is this? ------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/source_place.hpp"

#include <algorithm>

namespace polychrome::tool {
namespace {

constexpr std::string_view library_folders[] = {"/usr/include/", "/usr/lib/", "/usr/local/include/",
                                                "/usr/local/lib/"};

/// Polychrome's own headers lie wherever it was built or installed.
constexpr std::string_view own_headers[] = {"/polychrome/polychrome.hpp", "/polychrome/asio/",
                                            "/polychrome/shim/"};

void erase_all(std::string &text, std::string_view what) {
  for (std::size_t at; (at = text.find(what)) != std::string::npos;)
    text.erase(at, what.size());
}

/// The end of the group that opens at `open`, or npos.
std::size_t closing(std::string_view text, std::size_t open) {
  const char left = text[open], right = left == '<' ? '>' : ')';
  std::size_t depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    depth += text[i] == left;
    if (text[i] == right && (i == 0 || text[i - 1] != '-') && --depth == 0)
      return i;
  }
  return std::string_view::npos;
}

} // namespace

bool in_library(const model::Location &at) {
  const std::string_view file = at.File;
  return at.Line == 0 ||
         std::any_of(std::begin(library_folders), std::end(library_folders),
                     [&](std::string_view folder) { return file.starts_with(folder); }) ||
         std::any_of(std::begin(own_headers), std::end(own_headers), [&](std::string_view header) {
           return file.find(header) != std::string_view::npos;
         });
}

bool of_library(std::string_view name) {
  return name.starts_with("std::") || name.starts_with("__gnu_cxx::") ||
         name.starts_with("boost::") || name.starts_with("asio::");
}

std::string short_name(std::string_view function) {
  std::string out;
  for (std::size_t i = 0; i < function.size(); ++i) {
    const bool after_operator = out.ends_with("operator");
    if ((function[i] == '<' || function[i] == '(') && !after_operator)
      if (const std::size_t end = closing(function, i); end != std::string_view::npos) {
        i = end;
        continue;
      }
    out += function[i];
  }
  erase_all(out, "'");
  if (const std::size_t call = out.rfind("::operator()");
      call != std::string::npos && out.find("lambda") != std::string::npos)
    out.erase(call);
  erase_all(out, "[abi:cxx11]");
  return out;
}

user_access as_user_sees(const model::Effect &effect) {
  const std::vector<model::Frame> &via = effect.Via;
  // Position i is where step i happens: the calls in turn, then the access.
  const auto position = [&](std::size_t i) -> const model::Location & {
    return i < via.size() ? via[i].At : effect.At;
  };
  std::size_t last = via.size() + 1;
  while (last != 0 && in_library(position(last - 1)))
    --last;
  user_access result;
  result.of_user = last != 0;
  result.at = result.of_user ? position(last - 1) : effect.At;
  if (result.of_user && last - 1 < via.size())
    result.through = short_name(via[last - 1].Function);
  for (std::size_t i = 0; i + 1 < last; ++i)
    if (!in_library(via[i].At))
      result.calls.push_back({short_name(via[i].Function), via[i].At});
  return result;
}

} // namespace polychrome::tool

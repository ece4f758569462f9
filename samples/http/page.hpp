//===- page.hpp - A page that costs time to make ----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Renders a table of a few hundred KB in sections and hashes it for the ETag header:
// work of a millisecond or so that touches nothing but its arguments.
//
//===----------------------------------------------------------------------===//

#ifndef SAMPLES_HTTP_PAGE_HPP
#define SAMPLES_HTTP_PAGE_HPP

#include <charconv>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

inline void append_number(std::string &to, std::uint64_t value) {
  char digits[20];
  auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  to.append(digits, static_cast<std::size_t>(end - digits));
}

constexpr int sections = 8;
constexpr int section_rows = 1024;

/// Some of the report's rows.
struct section {
  std::uint64_t customer;
  int first;
  std::string text = {};
  std::uint64_t hash = 0;
};

constexpr std::uint64_t hash_seed = 0xcbf29ce484222325u;

/// FNV-1a, 64 bits.
inline std::uint64_t hash(std::string_view text) {
  std::uint64_t h = hash_seed;
  for (char c : text)
    h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return h;
}

/// About 70 KB.
inline void render(section &s) {
  std::uint64_t amount = s.customer + static_cast<std::uint64_t>(s.first);
  for (int row = s.first; row != s.first + section_rows; ++row) {
    amount = amount * 6364136223846793005u + 1442695040888963407u;
    s.text += "<tr><td>";
    append_number(s.text, static_cast<std::uint64_t>(row));
    s.text += "</td><td>";
    append_number(s.text, s.customer);
    s.text += "</td><td class=\"amount\">";
    append_number(s.text, amount >> 20);
    s.text += "</td></tr>\n";
  }
  s.hash = hash(s.text);
}

template <class Parts> std::uint64_t hash(const Parts &parts) {
  std::uint64_t h = hash_seed;
  for (const std::shared_ptr<section> &part : parts)
    h = (h ^ part->hash) * 0x100000001b3u;
  return h;
}

template <class Parts> void assemble(std::string &page, const Parts &parts) {
  page = "<!doctype html>\n<title>Report</title>\n<table>\n";
  for (const std::shared_ptr<section> &part : parts)
    page += part->text;
  page += "</table>\n";
}

#endif // SAMPLES_HTTP_PAGE_HPP

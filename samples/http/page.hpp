//===- page.hpp - A page that costs time to make ----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Renders a table of a few hundred KB and hashes it for the ETag header: work of
// a millisecond or so that touches nothing but its arguments.
//
//===----------------------------------------------------------------------===//

#ifndef SAMPLES_HTTP_PAGE_HPP
#define SAMPLES_HTTP_PAGE_HPP

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

inline void append_number(std::string &to, std::uint64_t value) {
  char digits[20];
  auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  to.append(digits, static_cast<std::size_t>(end - digits));
}

/// Replaces `page` by the report for `customer`, about 570 KB.
inline void render(std::string &page, std::uint64_t customer) {
  constexpr int rows = 8192;
  page.clear();
  page += "<!doctype html>\n<title>Report</title>\n<table>\n";
  std::uint64_t amount = customer;
  for (int row = 0; row < rows; ++row) {
    amount = amount * 6364136223846793005u + 1442695040888963407u;
    page += "<tr><td>";
    append_number(page, static_cast<std::uint64_t>(row));
    page += "</td><td>";
    append_number(page, customer);
    page += "</td><td class=\"amount\">";
    append_number(page, amount >> 20);
    page += "</td></tr>\n";
  }
  page += "</table>\n";
}

/// FNV-1a, 64 bits.
inline std::uint64_t hash(std::string_view page) {
  std::uint64_t h = 0xcbf29ce484222325u;
  for (char c : page)
    h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return h;
}

#endif // SAMPLES_HTTP_PAGE_HPP

//===- config.cpp - What the environment asks for --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/config.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

namespace polychrome {

namespace {

constexpr unsigned max_threads = 1024;
constexpr unsigned max_watchdog = 3'600'000;

constexpr std::string_view prefix = "POLYCHROME_";
/// What a program reads, without the prefix.
constexpr std::string_view names[] = {"THREADS",  "POLICY", "ORDER",  "STATS",
                                      "WATCHDOG", "TRACE",  "RECORD", "REPLAY"};
/// The wrappers' compiler, and where CMake's find_package looks.
constexpr std::string_view names_of_tools[] = {"CLANG", "ROOT"};
/// The tests' own begin with this.
constexpr std::string_view test_prefix = "TEST_";
/// So many letters wrong, missing or too many are a slip.
constexpr std::size_t max_slip = 2;

bool fail(std::string &error, std::string_view name, std::string_view value,
          std::string_view what) {
  error = std::string(name) + "=" + std::string(value) + ": " + std::string(what);
  return false;
}

bool parse_number(const char *value, unsigned least, unsigned most, unsigned &out) {
  const std::string_view text(value);
  unsigned n = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (code != std::errc() || end != text.data() + text.size() || n < least || n > most)
    return false;
  out = n;
  return true;
}

bool parse_threads(const char *value, unsigned &out, std::string &error) {
  return parse_number(value, 1, max_threads, out) ||
         fail(error, "POLYCHROME_THREADS", value, "use a number from 1 to 1024");
}

bool parse_policy(const char *value, config &out, std::string &error) {
  const std::string_view text(value);
  if (text != "exact" && text != "hue" && text != "serial")
    return fail(error, "POLYCHROME_POLICY", value, "use exact, hue or serial");
  out.serial = text == "serial";
  out.hue = text == "hue";
  return true;
}

bool parse_order(const char *value, config &out, std::string &error) {
  const std::string_view text(value);
  if (text != "causal" && text != "strict")
    return fail(error, "POLYCHROME_ORDER", value, "use causal or strict");
  out.strict = text == "strict";
  return true;
}

bool parse_watchdog(const char *value, config &out, std::string &error) {
  if (!parse_number(value, 1, max_watchdog, out.watchdog))
    return fail(error, "POLYCHROME_WATCHDOG", value,
                "use a number of milliseconds from 1 to 3600000");
  if (out.serial)
    return fail(error, "POLYCHROME_WATCHDOG", value,
                "nothing is watched with POLYCHROME_POLICY=serial: unset one of them");
  return true;
}

bool parse_stats(const char *value, bool &stats, std::string &error) {
  const std::string_view text(value);
  if (text != "0" && text != "1")
    return fail(error, "POLYCHROME_STATS", value, "use 0 or 1");
  stats = text == "1";
  return true;
}

bool parse_trace(const char *value, config &out, std::string &error) {
  out.trace = value;
  if (out.trace.empty())
    return fail(error, "POLYCHROME_TRACE", value, "use the name of a file to be written");
  if (out.serial)
    return fail(error, "POLYCHROME_TRACE", value,
                "there is nothing to trace with POLYCHROME_POLICY=serial: unset one of them");
  return true;
}

bool parse_journal(const char *name, const char *value, const config &c, std::string &file,
                   std::string &error) {
  file = value;
  if (file.empty())
    return fail(error, name, value, "use the name of a file");
  if (c.serial)
    return fail(error, name, value,
                "there is no order to keep with POLYCHROME_POLICY=serial: unset one of them");
  if (!c.trace.empty())
    return fail(error, name, value, "a run has one observer: unset this or POLYCHROME_TRACE");
  if (!c.record.empty() && !c.replay.empty())
    return fail(error, name, value, "unset this or POLYCHROME_RECORD");
  return true;
}

/// How many letters have to be changed, left out or put in; of `a` small ones are as large ones.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t(0));
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const bool same = std::toupper(static_cast<unsigned char>(a[i])) == b[j];
      const std::size_t replaced = diagonal + !same;
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

template <typename List> bool among(const List &list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

} // namespace

name_kind judge_name(std::string_view name, std::string &text) {
  if (!name.starts_with(prefix))
    return name_kind::accepted;
  const std::string_view own = name.substr(prefix.size());
  if (among(names, own) || among(names_of_tools, own) || own.starts_with(test_prefix))
    return name_kind::accepted;
  const std::string_view nearest =
      *std::min_element(std::begin(names), std::end(names),
                        [own](auto a, auto b) { return distance(own, a) < distance(own, b); });
  const bool slip = distance(own, nearest) <= max_slip;
  text = std::string(name) + (slip ? ": no such variable: is " : " is not read: the nearest is ") +
         std::string(prefix) + std::string(nearest) + (slip ? " meant?" : "");
  return slip ? name_kind::misspelt : name_kind::unknown;
}

bool parse_config(const std::function<const char *(const char *)> &get, unsigned cores, config &out,
                  std::string &error) {
  out = config();
  out.threads = cores < 1 ? 1 : cores;
  if (const char *v = get("POLYCHROME_THREADS"); v && !parse_threads(v, out.threads, error))
    return false;
  if (const char *v = get("POLYCHROME_POLICY"); v && !parse_policy(v, out, error))
    return false;
  if (const char *v = get("POLYCHROME_ORDER"); v && !parse_order(v, out, error))
    return false;
  if (const char *v = get("POLYCHROME_STATS"); v && !parse_stats(v, out.stats, error))
    return false;
  if (const char *v = get("POLYCHROME_WATCHDOG"); v && !parse_watchdog(v, out, error))
    return false;
  if (const char *v = get("POLYCHROME_TRACE"); v && !parse_trace(v, out, error))
    return false;
  for (const auto &[name, file] :
       {std::pair{"POLYCHROME_RECORD", &out.record}, std::pair{"POLYCHROME_REPLAY", &out.replay}})
    if (const char *v = get(name); v && !parse_journal(name, v, out, *file, error))
      return false;
  return true;
}

} // namespace polychrome

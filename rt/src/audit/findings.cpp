//===- audit/findings.cpp - What an audit found ------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/audit/findings.hpp"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <tuple>
#include <unistd.h>

namespace polychrome::audit {

namespace {

/// One line, cut where it is too long.
[[gnu::format(printf, 2, 3)]] void line(int fd, const char *format, ...) {
  char text[1024];
  std::va_list arguments;
  va_start(arguments, format);
  int n = std::vsnprintf(text, sizeof text - 1, format, arguments);
  va_end(arguments);
  n = std::clamp(n, 0, static_cast<int>(sizeof text) - 2);
  text[n] = '\n';
  if (::write(fd, text, static_cast<std::size_t>(n) + 1) < 0)
    return; // Nobody reads it.
}

using ull = unsigned long long;

} // namespace

findings::findings(const dispatch_table &table) : table_(table) {
  violations_.reserve(most_violations);
}

bool findings::before(const found &a, const found &b) {
  const auto place = [](const party &p) {
    return std::tuple(std::string_view(p.site->file), p.site->line, p.site->column, p.row, p.mode);
  };
  return std::tuple(place(a.earlier), place(a.later)) <
         std::tuple(place(b.earlier), place(b.later));
}

void findings::violation(const party &earlier, const party &later) {
  ++meetings_;
  const found v{earlier, later, 1};
  const auto at = std::lower_bound(violations_.begin(), violations_.end(), v, before);
  if (at != violations_.end() && !before(v, *at))
    ++at->times;
  else if (violations_.size() < most_violations)
    violations_.insert(at, v);
}

// What is lost.

std::uint32_t findings::region(const std::string &name) {
  const auto [at, isnew] =
      region_numbers_.try_emplace(name, static_cast<std::uint32_t>(regions_.size()));
  if (isnew)
    regions_.push_back({name});
  return at->second;
}

void findings::add_regions(std::uint32_t a, std::uint32_t b, std::vector<std::uint32_t> &out) {
  const model::Program &p = table_.program();
  for (const std::uint32_t row : {a, b})
    if (table_.exclusive(row)) {
      out.push_back(region(row == table_.no_row() ? "anything (a handler with no row)"
                                                  : "anything (" + p.Rows[row].Why + ")"));
      return;
    }
  const auto cell = std::lower_bound(
      p.Cells.begin(), p.Cells.end(), std::pair(a, b),
      [](const model::Cell &c, const auto &key) { return std::pair(c.A, c.B) < key; });
  if (cell != p.Cells.end() && cell->A == a && cell->B == b)
    for (const model::Reason &r : cell->Reasons)
      out.push_back(region(p.Rows[a].Effects[r.A].Text));
  if (out.empty())
    out.push_back(region("keys that overlap"));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

findings::pair_count &findings::pair(std::uint32_t a, std::uint32_t b) {
  const auto [at, isnew] = pairs_.try_emplace(std::minmax(a, b));
  if (isnew)
    add_regions(at->first.first, at->first.second, at->second.regions);
  return at->second;
}

void findings::kept_apart(std::uint32_t earlier, std::uint32_t later, const outcome &o) {
  pair_count &p = pair(earlier, later);
  ++p.apart;
  p.met += o.met;
  p.alone += o.alone;
  p.strangers += o.alone && !o.share_a_key;
  p.lost += !o.met && !o.bound;
}

// Printing.

void findings::print_violation(int fd, const found &v) const {
  const model::Program &p = table_.program();
  const char *const bits = p.bits(v.earlier.row, v.later.row).text();
  line(fd,
       "polychrome: audit: violation: %s %s at %s:%u:%u what %s %s at %s:%u:%u: the matrix has %s "
       "and lets them run together (%llu times)",
       table_.name(v.earlier.row).c_str(), verb(v.earlier.mode), v.earlier.site->file,
       v.earlier.site->line, v.earlier.site->column, table_.name(v.later.row).c_str(),
       verb(v.later.mode), v.later.site->file, v.later.site->line, v.later.site->column, bits,
       static_cast<ull>(v.times));
}

void findings::print_pairs(int fd) const {
  std::uint64_t apart = 0, met = 0, lost = 0;
  for (const auto &[rows, p] : pairs_) {
    apart += p.apart;
    met += p.met;
    lost += p.lost;
  }
  line(fd, "polychrome: audit: kept-apart %llu", static_cast<ull>(apart));
  line(fd, "polychrome: audit: met %llu", static_cast<ull>(met));
  line(fd, "polychrome: audit: lost %llu", static_cast<ull>(lost));
  for (const auto &[rows, p] : pairs_)
    p.printed = false;
  for (std::size_t lines = 0; lines < most_lines; ++lines) {
    const auto worse = [](const auto *x, const auto &y) {
      return !x ||
             std::pair(y.second.lost, y.second.apart) > std::pair(x->second.lost, x->second.apart);
    };
    const decltype(pairs_)::value_type *worst = nullptr;
    for (const auto &entry : pairs_)
      if (!entry.second.printed && worse(worst, entry))
        worst = &entry;
    if (!worst)
      return;
    const auto &[rows, p] = *worst;
    p.printed = true;
    line(fd,
         "polychrome: audit: pair kept-apart %llu met %llu alone %llu sharing-no-key %llu lost "
         "%llu: %s, %s",
         static_cast<ull>(p.apart), static_cast<ull>(p.met), static_cast<ull>(p.alone),
         static_cast<ull>(p.strangers), static_cast<ull>(p.lost), table_.name(rows.first).c_str(),
         table_.name(rows.second).c_str());
  }
}

void findings::print_regions(int fd) const {
  for (const region_count &r : regions_) {
    r.lost = 0;
    r.printed = false;
  }
  for (const auto &[rows, p] : pairs_)
    for (const std::uint32_t r : p.regions)
      regions_[r].lost += p.lost;
  for (std::size_t lines = 0; lines < most_lines; ++lines) {
    const region_count *worst = nullptr;
    for (const region_count &r : regions_)
      if (!r.printed && r.lost &&
          (!worst || r.lost > worst->lost || (r.lost == worst->lost && r.name < worst->name)))
        worst = &r;
    if (!worst)
      return;
    worst->printed = true;
    line(fd, "polychrome: audit: lost-by %llu %s", static_cast<ull>(worst->lost),
         worst->name.c_str());
  }
}

void findings::print(int fd) const {
  line(fd, "polychrome: audit: invocations %llu", static_cast<ull>(invocations));
  line(fd, "polychrome: audit: accesses %llu", static_cast<ull>(accesses));
  print_pairs(fd);
  print_regions(fd);
  line(fd, "polychrome: audit: violations %zu", violations_.size());
  for (const found &v : violations_)
    print_violation(fd, v);
}

} // namespace polychrome::audit

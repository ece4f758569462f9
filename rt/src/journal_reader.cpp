//===- journal_reader.cpp - A recording read back -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/journal.hpp"
#include "rt/src/journal_text.hpp"

#include <cstdio>

namespace polychrome {

using namespace journal_text;

namespace {

constexpr std::uint32_t max_domains = 4096;

/// A recording as it is written: an entry for each ticket.
struct entry {
  operation_name name;
  std::uint64_t place = 0;
  bool withdrawn = false;
};

/// As it is read.
struct lines {
  std::vector<std::vector<entry>> domains;
  std::vector<operation_name> outstanding; ///< places are tickets
  recorded_order::ending end = recorded_order::killed;
};

bool read_withdrawn(const std::string &line, lines &all) {
  std::uint32_t domain = 0;
  unsigned long long ticket = 0;
  if (std::sscanf(line.c_str(), "%u withdrawn %llu", &domain, &ticket) != 2 ||
      domain >= all.domains.size() || ticket == 0 || ticket > all.domains[domain].size())
    return false;
  all.domains[domain][ticket - 1].withdrawn = true;
  return true;
}

bool read_name(const char *text, operation_name &name) {
  std::uint32_t by = 0;
  unsigned long long ticket = 0, number = 0;
  if (std::sscanf(text, "%u %u %llu %llu", &by, &name.domain, &ticket, &number) != 4 ||
      by > operation_name::invocation)
    return false;
  name.by = static_cast<operation_name::source>(by);
  name.place = ticket;
  name.number = number;
  return true;
}

bool read_stamped(const std::string &line, lines &all) {
  std::uint32_t domain = 0;
  int name = 0;
  entry e;
  if (std::sscanf(line.c_str(), "%u %n", &domain, &name) != 1 || domain >= max_domains ||
      !read_name(line.c_str() + name, e.name))
    return false;
  if (domain >= all.domains.size())
    all.domains.resize(domain + 1);
  all.domains[domain].push_back(e);
  return true;
}

bool read_line(const std::string &line, lines &all) {
  if (all.end != recorded_order::killed)
    return false; // Nothing follows.
  if (line == end_line)
    all.end = recorded_order::by_itself;
  else if (line == signal_line)
    all.end = recorded_order::by_signal;
  else if (line.starts_with(outstanding_line))
    return read_name(line.c_str() + outstanding_line.size(), all.outstanding.emplace_back());
  else
    return read_withdrawn(line, all) || read_stamped(line, all);
  return true;
}

/// A ticket becomes a place.
bool to_place(operation_name &n, const lines &all) {
  if (n.by != operation_name::invocation)
    return true;
  if (n.domain >= all.domains.size() || n.place == 0 || n.place > all.domains[n.domain].size())
    return false;
  n.place = all.domains[n.domain][n.place - 1].place;
  return true;
}

bool to_places(lines &all, recorded_order &j) {
  for (auto &entries : all.domains) {
    std::uint64_t last = 0;
    for (entry &e : entries)
      e.place = e.withdrawn ? 0 : ++last;
  }
  for (const auto &entries : all.domains) {
    auto &names = j.domains.emplace_back();
    for (const entry &e : entries) {
      operation_name n = e.name;
      if (e.withdrawn)
        continue;
      if (!to_place(n, all))
        return false;
      names.push_back(n);
    }
  }
  for (operation_name &n : all.outstanding) {
    if (!to_place(n, all))
      return false;
    j.outstanding.insert(n);
  }
  return true;
}

} // namespace

bool read_recording(const std::string &text, recorded_order &j, std::string &error) {
  j = {};
  lines all;
  std::size_t number = 0;
  for (std::size_t at = 0, end; (end = text.find('\n', at)) != text.npos; at = end + 1) {
    const std::string line = text.substr(at, end - at);
    const bool good =
        ++number == 1 ? line == heading || line == first_heading : read_line(line, all);
    if (!good) {
      error = "line " + std::to_string(number) + ": '" + line + "'";
      return false;
    }
  }
  if (number == 0 || !to_places(all, j)) {
    error = number == 0 ? "it is empty" : "it names an invocation that it does not have";
    return false;
  }
  j.end = all.end;
  return true;
}

} // namespace polychrome

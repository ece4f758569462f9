//===- journal.cpp - The order of arrival, kept and imposed again --*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/journal.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace polychrome {

namespace {

// After the heading, a line for each stamping in its domain's order: DOMAIN SOURCE
// CREATORS-DOMAIN CREATORS-TICKET NUMBER; and `DOMAIN withdrawn TICKET`. At the end, if the process
// ended by itself, `end`, which the first version did not have.
constexpr std::string_view heading = "polychrome recording 2";
constexpr std::string_view first_heading = "polychrome recording 1";
constexpr std::string_view end_line = "end";
constexpr std::uint32_t max_domains = 4096;

/// A recording as it is written: an entry for each ticket.
struct entry {
  operation_name name;
  std::uint64_t place = 0;
  bool withdrawn = false;
};

void say_incomplete() {
  static constexpr char failed[] = "polychrome: POLYCHROME_RECORD: not all could be written\n";
  (void)!::write(STDERR_FILENO, failed, sizeof failed - 1);
}

bool read_line(const std::string &line, std::vector<std::vector<entry>> &domains) {
  std::uint32_t domain = 0, by = 0;
  unsigned long long ticket = 0, number = 0;
  entry e;
  if (std::sscanf(line.c_str(), "%u withdrawn %llu", &domain, &ticket) == 2) {
    if (domain >= domains.size() || ticket == 0 || ticket > domains[domain].size())
      return false;
    domains[domain][ticket - 1].withdrawn = true;
    return true;
  }
  if (std::sscanf(line.c_str(), "%u %u %u %llu %llu", &domain, &by, &e.name.domain, &ticket,
                  &number) != 5 ||
      domain >= max_domains || by > operation_name::invocation)
    return false;
  e.name.by = static_cast<operation_name::source>(by);
  e.name.place = ticket;
  e.name.number = number;
  if (domain >= domains.size())
    domains.resize(domain + 1);
  domains[domain].push_back(e);
  return true;
}

/// Tickets become places.
bool to_places(std::vector<std::vector<entry>> &domains, recorded_order &j) {
  for (auto &entries : domains) {
    std::uint64_t last = 0;
    for (entry &e : entries)
      e.place = e.withdrawn ? 0 : ++last;
  }
  for (const auto &entries : domains) {
    auto &names = j.domains.emplace_back();
    for (const entry &e : entries) {
      operation_name n = e.name;
      if (e.withdrawn)
        continue;
      if (n.by == operation_name::invocation) {
        if (n.domain >= domains.size() || n.place == 0 || n.place > domains[n.domain].size())
          return false;
        n.place = domains[n.domain][n.place - 1].place;
      }
      names.push_back(n);
    }
  }
  return true;
}

} // namespace

bool read_recording(const std::string &text, recorded_order &j, std::string &error) {
  j = {};
  std::vector<std::vector<entry>> domains;
  std::size_t number = 0;
  for (std::size_t at = 0, end; (end = text.find('\n', at)) != text.npos; at = end + 1) {
    const std::string line = text.substr(at, end - at);
    const bool good = ++number == 1 ? line == heading || line == first_heading
                      : j.ended     ? false
                                    : (j.ended = line == end_line) || read_line(line, domains);
    if (!good) {
      error = "line " + std::to_string(number) + ": '" + line + "'";
      return false;
    }
  }
  if (number == 0 || !to_places(domains, j)) {
    error = number == 0 ? "it is empty" : "it names an invocation that it does not have";
    return false;
  }
  return true;
}

const operation_name &namer::name_of(const void *op) {
  const auto [at, added] = names_.try_emplace(op);
  if (added)
    at->second = {operation_name::unknown, 0, 0, unknown_++};
  return at->second;
}

void namer::stamped(invocation i, std::uint32_t, std::span<const claimed_range>, const void *op) {
  const std::lock_guard lock(mutex_);
  const operation_name name = name_of(op);
  names_.erase(op); // Its place in memory may be another one's soon.
  stamps_[key(i)] = {name, op, place_of(i, name), 0};
  note_stamped(i, name);
}

void namer::withdrawn(invocation i) {
  const std::lock_guard lock(mutex_);
  const auto found = stamps_.find(key(i));
  if (found == stamps_.end())
    return;
  const operation_name name = found->second.name;
  names_[found->second.op] = name;
  stamps_.erase(found);
  note_withdrawn(i, name);
}

void namer::created(invocation by, const void *op) {
  const std::lock_guard lock(mutex_);
  if (const auto found = stamps_.find(key(by)); found != stamps_.end())
    names_[op] = {operation_name::invocation, by.domain, found->second.place,
                  found->second.created++};
}

void namer::created_outside(const void *op) {
  const std::lock_guard lock(mutex_);
  names_[op] = {operation_name::outside, 0, 0, outside_++};
}

void namer::ended(invocation i, std::uint32_t, bool) {
  const std::lock_guard lock(mutex_);
  stamps_.erase(key(i));
}

void namer::after_fork_in_child() {
  stop();
  mutex_.unlock();
}

recorder::recorder(int fd) : fd_(fd) {
  add(heading.data(), static_cast<int>(heading.size()));
  add("\n", 1);
}

void recorder::note_stamped(invocation i, const operation_name &name) {
  char line[128];
  const int size = std::snprintf(line, sizeof line, "%u %u %u %llu %llu\n", i.domain,
                                 static_cast<unsigned>(name.by), name.domain,
                                 static_cast<unsigned long long>(name.place),
                                 static_cast<unsigned long long>(name.number));
  add(line, size);
}

void recorder::note_withdrawn(invocation i, const operation_name &) {
  char line[64];
  add(line, std::snprintf(line, sizeof line, "%u withdrawn %llu\n", i.domain,
                          static_cast<unsigned long long>(i.ticket)));
}

void recorder::add(const char *line, int size) {
  if (stopped_)
    return;
  if (used_ + static_cast<std::size_t>(size) > sizeof text_)
    write_out();
  std::memcpy(text_ + used_, line, static_cast<std::size_t>(size));
  used_ += static_cast<std::size_t>(size);
}

void recorder::write_out() {
  for (std::size_t done = 0; done < used_ && !failed_;) {
    const ssize_t n = ::write(fd_, text_ + done, used_ - done);
    if (n > 0)
      done += static_cast<std::size_t>(n);
    else if (n == 0 || errno != EINTR)
      failed_ = true;
  }
  used_ = 0;
}

void recorder::flush(bool ended) {
  if (stopped_)
    return;
  if (ended) {
    add(end_line.data(), static_cast<int>(end_line.size()));
    add("\n", 1);
  }
  write_out();
  stopped_ = true; // Others may still be running.
  if (failed_)
    say_incomplete();
}

void recorder::finish() {
  const std::lock_guard lock(mutex_);
  flush(true);
}

void recorder::cut_off() {
  // The interrupted thread may be the one that holds it: then its last lines are lost.
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (lock)
    flush(false);
  else
    say_incomplete();
}

replayer::replayer(const recorded_order &j) : ended_(j.ended) {
  for (const auto &names : j.domains) {
    auto &places = domains_.emplace_back().places;
    for (const operation_name &n : names)
      places.emplace(n, places.size() + 1);
  }
}

std::uint64_t replayer::place_of(invocation i, const operation_name &name) {
  if (i.domain >= domains_.size())
    return 0;
  const auto &places = domains_[i.domain].places;
  const auto found = places.find(name);
  return found == places.end() ? 0 : found->second;
}

void replayer::note_stamped(invocation i, const operation_name &name) {
  if (place_of(i, name) != 0)
    ++domains_[i.domain].stamped;
}

void replayer::note_withdrawn(invocation i, const operation_name &name) {
  if (place_of(i, name) != 0)
    --domains_[i.domain].stamped;
}

std::uint64_t replayer::arrives(std::uint32_t domain, const void *op) {
  const std::lock_guard lock(mutex_);
  if (free_)
    return 0;
  const operation_name name = name_of(op);
  if (const std::uint64_t place = place_of({domain, 0}, name))
    return place;
  if (ended_ || (domain < domains_.size() && !domains_[domain].is_over()))
    diverge(name);
  else if (!std::exchange(over_told_, true))
    std::fputs("polychrome: replay: the recording is over, which was cut off here: from here on "
               "in the order of arrival\n",
               stderr);
  return 0;
}

void replayer::diverge(const operation_name &name) {
  free_ = diverged_ = true;
  char creator[64] = "the program outside of its handlers";
  if (name.by == operation_name::invocation && name.place != 0)
    std::snprintf(creator, sizeof creator, "operation %llu of loop %u",
                  static_cast<unsigned long long>(name.place), name.domain);
  else if (name.by == operation_name::invocation)
    std::snprintf(creator, sizeof creator, "one that was not recorded either");
  else if (name.by == operation_name::unknown)
    std::snprintf(creator, sizeof creator, "nobody known");
  std::fprintf(stderr,
               "polychrome: replay: the program does what was not recorded: an operation that %s "
               "created: from here on in the order of arrival\n",
               creator);
}

/// Allocates nothing: perhaps in a signal's handler.
void replayer::say_what_is_missing() {
  if (free_)
    return;
  std::size_t missing = 0, all = 0;
  for (const domain_order &d : domains_) {
    missing += d.places.size() - d.stamped;
    all += d.places.size();
  }
  if (missing == 0)
    return;
  free_ = diverged_ = true;
  char text[160];
  const int size = std::snprintf(text, sizeof text,
                                 "polychrome: replay: the program ends without having done all "
                                 "that was recorded: %zu of %zu operations have not come\n",
                                 missing, all);
  (void)!::write(STDERR_FILENO, text, static_cast<std::size_t>(size));
}

bool replayer::finish() {
  const std::lock_guard lock(mutex_);
  say_what_is_missing();
  return !diverged_;
}

void replayer::cut_off() {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (lock)
    say_what_is_missing();
}

} // namespace polychrome

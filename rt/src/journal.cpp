//===- journal.cpp - The order of arrival, kept and imposed again --*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/journal.hpp"

#include "rt/src/journal_text.hpp"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <utility>

namespace polychrome {

using namespace journal_text;

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
  stamps_[key(i)] = {name, op, place_of(i, name)};
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

void namer::started(invocation i, std::uint32_t) {
  const std::lock_guard lock(mutex_);
  if (const auto found = stamps_.find(key(i)); found != stamps_.end())
    found->second.started = true;
}

void namer::note_all_outstanding() {
  for (const auto &[k, s] : stamps_)
    if (!s.started) {
      const auto domain = static_cast<std::uint32_t>(k >> ticket_bits);
      note_withdrawn({domain, k & ((std::uint64_t(1) << ticket_bits) - 1)}, s.name);
      note_outstanding(s.name);
    }
  for (const auto &[op, name] : names_)
    note_outstanding(name);
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

std::unique_lock<std::mutex> namer::lock_to_finish() {
  std::unique_lock lock(mutex_, std::try_to_lock);
  for (int n = 0; n < 50 && !lock && !lock.try_lock(); ++n)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return lock;
}

void namer::after_fork_in_child() {
  stop();
  mutex_.unlock();
}

recorder::recorder(output_file file) : file_(std::move(file)) {
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

void recorder::note_outstanding(const operation_name &name) {
  char line[128];
  add(line, std::snprintf(line, sizeof line, "%s%u %u %llu %llu\n", outstanding_line.data(),
                          static_cast<unsigned>(name.by), name.domain,
                          static_cast<unsigned long long>(name.place),
                          static_cast<unsigned long long>(name.number)));
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
  file_.write(text_, used_);
  used_ = 0;
}

void recorder::flush(std::string_view last_line) {
  if (stopped_)
    return;
  note_all_outstanding();
  add(last_line.data(), static_cast<int>(last_line.size()));
  add("\n", 1);
  write_out();
  stopped_ = true; // Others may still be running.
}

void recorder::finish() {
  if (const auto lock = lock_to_finish())
    flush(end_line);
  else
    file_.say("the process ended while it was written");
}

void recorder::cut_off() {
  // The interrupted thread may be the one that holds it: then its last lines are lost.
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (lock)
    flush(signal_line);
  else
    file_.say("the signal came while it was written");
}

replayer::replayer(const recorded_order &j) : outstanding_(j.outstanding), end_(j.end) {
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
  if (end_ != recorded_order::by_itself && has_all(domain)) {
    go_on();
    return 0;
  }
  if (may_be_behind_the_end(name))
    return at_the_end;
  diverge(name);
  return 0;
}

/// Or is it something that the recorded program would not have done?
bool replayer::may_be_behind_the_end(const operation_name &name) const {
  const bool of_one_behind = name.by == operation_name::invocation && name.place == 0;
  return end_ == recorded_order::killed || of_one_behind || outstanding_.contains(name);
}

bool replayer::is_over(std::uint32_t domain) {
  const std::lock_guard lock(mutex_);
  return has_all(domain);
}

bool replayer::goes_on(std::uint32_t domain) {
  const std::lock_guard lock(mutex_);
  if (!free_ && (end_ == recorded_order::by_itself || !has_all(domain)))
    return false;
  if (!free_)
    go_on();
  return true;
}

void replayer::go_on() {
  if (!std::exchange(over_told_, true))
    std::fputs("polychrome: replay: the recording is over, which was cut off here: from here on "
               "in the order of arrival\n",
               stderr);
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
  const auto lock = lock_to_finish();
  if (lock)
    say_what_is_missing();
  return !diverged_;
}

void replayer::cut_off() {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (lock)
    say_what_is_missing();
}

} // namespace polychrome

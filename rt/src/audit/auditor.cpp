//===- audit/auditor.cpp - Every access of every invocation ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/audit/auditor.hpp"

#include <algorithm>
#include <link.h>

namespace polychrome::audit {

using model::Mode;

namespace {

/// Where resources lie: at the top of what addresses can be.
constexpr std::uintptr_t resources_end = std::uintptr_t(1) << 47;
constexpr std::uintptr_t resources_begin = resources_end - (std::uintptr_t(1) << 20);

/// Where variables of static storage duration lie.
int add_writable_segments(dl_phdr_info *info, std::size_t, void *data) {
  auto &out = *static_cast<std::vector<std::pair<std::uintptr_t, std::uintptr_t>> *>(data);
  for (ElfW(Half) i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr) &p = info->dlpi_phdr[i];
    const std::uintptr_t begin = info->dlpi_addr + p.p_vaddr;
    if (p.p_type == PT_LOAD && (p.p_flags & PF_W))
      out.emplace_back(begin, begin + p.p_memsz);
  }
  return 0;
}

/// Whether an access needs no look after another one of the same invocation.
bool covers(const record &r, std::uint8_t bytes, Mode mode) {
  return (r.live & bytes) == bytes && (r.mode == mode || r.mode == Mode::Write);
}

} // namespace

auditor::auditor(shadow &memory, const dispatch_table &table)
    : memory_(memory), table_(table), history_(table.rules()), findings_(table) {
  dl_iterate_phdr(add_writable_segments, &fixed_);
  fixed_.emplace_back(resources_begin, resources_end);
  std::sort(fixed_.begin(), fixed_.end());
}

// Invocations.

void auditor::stamped(invocation, std::uint32_t row, std::span<const claimed_range> claims,
                      const void *op) {
  // On one thread, what is stamped is also started before anything else is stamped.
  row_of_next_ = row;
  claims_of_next_.assign(claims.begin(), claims.end());
  more_rows_of_next_.clear();
  more_parents_of_next_.clear();
  parent_of_next_ = parent_of(op);
}

/// Who made the operation, which is now about to run.
history::number auditor::parent_of(const void *op) {
  const auto made = parents_.find(op);
  if (made == parents_.end())
    return history::no_invocation;
  const history::number parent = made->second;
  parents_.erase(made);
  return parent;
}

/// A child starts when its parent has returned, also in another one's operation.
void auditor::queued(invocation, std::span<const std::uint32_t> more_rows,
                     std::span<const void *const> ops) {
  more_rows_of_next_.assign(more_rows.begin(), more_rows.end());
  for (const void *op : ops)
    if (const history::number parent = parent_of(op); parent != history::no_invocation)
      more_parents_of_next_.push_back(parent);
}

void auditor::started(invocation i, std::uint32_t) {
  history_.begin(i.domain, row_of_next_, claims_of_next_, parent_of_next_);
  history_.join(more_rows_of_next_, more_parents_of_next_);
}

void auditor::created(invocation, const void *op) {
  parents_[op] = history_.current();
}

void auditor::ended(invocation, std::uint32_t, bool) {
  history_.end();
  ++findings_.invocations;
  compare_with_window();
}

void auditor::left(std::uint32_t) {
  history_.barrier();
}

void auditor::compare_with_window() {
  const history::number b = history_.current();
  const history::invocation &later = history_[b];
  for (history::number distance = 1; distance <= std::min(b, history::window); ++distance) {
    const history::number a = b - distance;
    const history::invocation &earlier = history_[a];
    const auto set = [&](std::uint64_t bits) { return ((bits >> (distance - 1)) & 1) != 0; };
    if (earlier.domain != later.domain || set(later.descends) || !history_.conflict(a, b))
      continue;
    findings_.kept_apart(
        earlier.row, later.row,
        {set(later.met), set(later.preceded), set(later.alone), history_.share_a_key(a, b)});
  }
}

// Accesses.

void auditor::access(const void *p, std::size_t n, Mode mode, const polychrome_audit_site *site) {
  ++findings_.accesses;
  std::uintptr_t lo = reinterpret_cast<std::uintptr_t>(p);
  const std::uintptr_t hi = lo + n;
  const bool fixed = is_fixed(lo);
  while (lo < hi) {
    const std::uintptr_t begin = lo & ~(shadow::granule_bytes - 1);
    const std::uintptr_t next = std::min(hi, begin + shadow::granule_bytes);
    const auto bytes = static_cast<std::uint8_t>(((1u << (next - lo)) - 1) << (lo - begin));
    if (granule *const g = memory_.at(lo))
      access(*g, bytes, mode, site, fixed);
    lo = next;
  }
}

void auditor::access(granule &g, std::uint8_t bytes, Mode mode, const polychrome_audit_site *site,
                     bool fixed) {
  const epoch first = history_[history_.current()].first, now = history_.now();
  // The running invocation's own records are the last ones.
  for (const record *r = g.end(); r != g.begin() && r[-1].when >= first; --r)
    if (r[-1].when == now && covers(r[-1], bytes, mode))
      return; // Nobody else has been here since.
  for (const record &r : g)
    if (r.when < first && (r.bytes & bytes) && !compatible(r.mode, mode))
      meet({r.site, r.when, r.bytes, static_cast<std::uint8_t>(r.live & bytes), r.mode}, mode, site,
           fixed);
  supersede(g, bytes, mode);
  for (record *r = g.end(); r != g.begin() && r[-1].when >= first; --r)
    if (r[-1].mode == mode && (r[-1].bytes & bytes) == bytes) {
      r[-1].when = now;
      r[-1].live |= bytes;
      return;
    }
  g.add({site, now, bytes, bytes, mode});
}

void auditor::meet(const record &earlier, Mode mode, const polychrome_audit_site *site,
                   bool fixed) {
  const history::number other = history_.of(earlier.when);
  history_.note_met(other);
  if (findings_.enough())
    return;
  if ((earlier.live && !history_.bound(earlier.when)) ||
      (fixed && !history_.directly_bound(earlier.when)))
    findings_.violation({history_[other].row, earlier.mode, earlier.site},
                        {history_[history_.current()].row, mode, site});
}

bool auditor::is_fixed(std::uintptr_t address) const {
  const auto after = std::upper_bound(fixed_.begin(), fixed_.end(), address,
                                      [](std::uintptr_t a, const auto &r) { return a < r.first; });
  return after != fixed_.begin() && address < after[-1].second;
}

/// What others did here and this access stands for from now on; what is too old even to be
/// counted goes.
void auditor::supersede(granule &g, std::uint8_t bytes, Mode mode) {
  const epoch first = history_[history_.current()].first;
  const history::number now = history_.current();
  const bool full = g.size() >= most_records;
  std::size_t kept = 0, index = 0;
  for (record r : g) {
    ++index;
    if (r.when < first) {
      const history::number other = history_.of(r.when);
      if (mode == Mode::Write || (r.mode == mode && history_.surely_before(r.when)) ||
          (full && index == 1 && r.mode != Mode::Write))
        r.live &= static_cast<std::uint8_t>(~bytes);
      if (!r.live && (now - other > history::window || full))
        continue;
    } else if (mode == Mode::Write && r.mode != Mode::Write) {
      r.live &= static_cast<std::uint8_t>(~bytes);
      if (!r.live)
        continue;
    }
    g.begin()[kept++] = r;
  }
  g.shrink(kept);
}

void auditor::resource(const char *name, Mode mode, const polychrome_audit_site *site) {
  const auto [found, isnew] =
      resources_.try_emplace(name, resources_begin + resources_.size() * shadow::granule_bytes);
  access(reinterpret_cast<const void *>(found->second), 1, mode, site);
}

void auditor::release(const void *object) {
  history_.release(object);
}

void auditor::acquire(const void *object) {
  history_.acquire(object);
}

} // namespace polychrome::audit

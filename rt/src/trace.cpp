//===- trace.cpp - What a run did, invocation by invocation -----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/trace.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <new>
#include <sys/mman.h>

namespace polychrome {

namespace {

constexpr std::align_val_t page{4096};

/// A fault for each page, in between what is recorded, would cost more than the recording. Where
/// the kernel cannot do it at once it comes to that.
void *populated(std::size_t bytes) {
  void *const memory = ::operator new(bytes, page);
#ifdef MADV_POPULATE_WRITE
  ::madvise(memory, bytes, MADV_POPULATE_WRITE);
#endif
  return memory;
}

/// Memory for lists that grow at their end, one after the other. Of one thread, and never
/// freed: the trace is written after the thread has ended. All of it can be reached from
/// `blocks`, or it would be taken for a leak.
class word_store {
public:
  /// Appends to the list of `size` words at `list`, which may move.
  void append(std::uint64_t *&list, std::size_t size, std::span<const std::uint64_t> more) {
    const bool at_end = list && list + size == next_;
    if (!at_end || more.size() > left()) {
      if (size + more.size() > left())
        refill(size + more.size());
      list = std::copy_n(list, list ? size : 0, next_) - (list ? size : 0);
      next_ = list + size;
    }
    next_ = std::copy(more.begin(), more.end(), next_);
  }

private:
  static constexpr std::size_t block = 8191; // And the link.

  std::size_t left() const { return static_cast<std::size_t>(end_ - next_); }
  void refill(std::size_t least) {
    const std::size_t size = std::max(block, least);
    auto *const made = static_cast<std::uint64_t *>(populated((size + 1) * sizeof(std::uint64_t)));
    std::uint64_t *last = blocks.load(std::memory_order_relaxed);
    do
      made[0] = reinterpret_cast<std::uintptr_t>(last);
    while (!blocks.compare_exchange_weak(last, made, std::memory_order_release,
                                         std::memory_order_relaxed));
    next_ = made + 1;
    end_ = next_ + size;
  }

  static inline std::atomic<std::uint64_t *> blocks{nullptr};

  std::uint64_t *next_ = nullptr;
  std::uint64_t *end_ = nullptr;
};

thread_local word_store lists;

std::uint64_t flags_of(const claimed_range &c) {
  return std::uint64_t(c.write) | std::uint64_t(c.owned) << 1;
}

constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max();

} // namespace

trace::~trace() {
  for (const std::atomic<records *> &d : domains_) {
    const std::unique_ptr<records> all(d.load(std::memory_order_acquire));
    if (all)
      for (const std::atomic<record *> &part : all->chunks)
        if (record *const first = part.load(std::memory_order_acquire))
          ::operator delete(first, page);
  }
}

trace::record *trace::find(invocation i) const {
  if (i.domain >= max_domains || i.ticket == 0 || i.ticket > capacity)
    return nullptr;
  const records *all = domains_[i.domain].load(std::memory_order_acquire);
  if (!all)
    return nullptr;
  record *const part = all->chunks[(i.ticket - 1) / chunk].load(std::memory_order_acquire);
  return part ? part + (i.ticket - 1) % chunk : nullptr;
}

/// Only the stamping thread of a domain comes here, and one at a time.
trace::record *trace::make(invocation i) {
  if (i.domain >= max_domains || i.ticket == 0 || i.ticket > capacity) {
    dropped_.fetch_add(1, std::memory_order_relaxed);
    return nullptr;
  }
  records *all = domains_[i.domain].load(std::memory_order_relaxed);
  if (!all) {
    all = new records;
    domains_[i.domain].store(all, std::memory_order_release);
  }
  std::atomic<record *> &part = all->chunks[(i.ticket - 1) / chunk];
  if (!part.load(std::memory_order_relaxed))
    part.store(new (populated(chunk * sizeof(record))) record[chunk], std::memory_order_release);
  all->last.store(i.ticket, std::memory_order_release);
  return part.load(std::memory_order_relaxed) + (i.ticket - 1) % chunk;
}

void trace::stamped(invocation i, std::uint32_t row, std::span<const claimed_range> claims,
                    const void *op) {
  record *const r = make(i);
  if (!r)
    return;
  r->op = op;
  r->row = row;
  for (const claimed_range &c : claims.first(std::min(claims.size(), most))) {
    const std::uint64_t words[] = {c.lo, c.hi, flags_of(c)};
    lists.append(r->words, 3 * std::size_t(r->num_claims), words);
    ++r->num_claims;
  }
  r->stamped.store(i.at, std::memory_order_release);
}

void trace::waits(invocation i, std::uint64_t earlier_ticket) {
  record *const r = find(i);
  if (!r || r->num_waits == most)
    return;
  lists.append(r->words, 3 * std::size_t(r->num_claims) + r->num_waits, {&earlier_ticket, 1});
  ++r->num_waits;
}

void trace::withdrawn(invocation i) {
  if (record *const r = find(i))
    r->ended.store(~std::uint64_t(0), std::memory_order_release);
}

void trace::started(invocation i, std::uint32_t thread) {
  record *const r = find(i);
  if (!r)
    return;
  r->thread = thread;
  r->started.store(i.at, std::memory_order_release);
}

void trace::created(invocation by, const void *op) {
  record *const r = find(by);
  if (!r)
    return;
  const std::uint64_t word = reinterpret_cast<std::uintptr_t>(op);
  lists.append(r->created, r->num_created, {&word, 1});
  ++r->num_created;
}

void trace::ended(invocation i, std::uint32_t, bool) {
  if (record *const r = find(i))
    r->ended.store(i.at, std::memory_order_release);
}

} // namespace polychrome

//===- audit/shadow.cpp - Who accessed which byte ----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/audit/shadow.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sys/mman.h>

namespace polychrome::audit {

namespace {

/// Zeroed memory that is never given back.
void *map(std::size_t size) {
  void *const p = ::mmap(nullptr, size, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) {
    std::fputs("polychrome: audit: out of memory\n", stderr);
    std::abort();
  }
  return p;
}

/// Arrays of 1 << level records, kept for reuse by level.
class record_pool {
public:
  record *take(std::uint32_t level) {
    if (free_array *const first = free_[level]) {
      free_[level] = first->next;
      return reinterpret_cast<record *>(first);
    }
    const std::size_t size = sizeof(record) << level;
    if (size > static_cast<std::size_t>(end_ - next_)) {
      const std::size_t chunk = std::max<std::size_t>(size, std::size_t(1) << 20);
      next_ = static_cast<std::byte *>(map(chunk));
      end_ = next_ + chunk;
    }
    record *const out = reinterpret_cast<record *>(next_);
    next_ += size;
    return out;
  }

  void give_back(record *array, std::uint32_t level) {
    auto *const f = reinterpret_cast<free_array *>(array);
    f->next = free_[level];
    free_[level] = f;
  }

private:
  struct free_array {
    free_array *next;
  };
  std::array<free_array *, 32> free_{};
  std::byte *next_ = nullptr;
  std::byte *end_ = nullptr;
};

constinit record_pool pool;

} // namespace

void granule::add(const record &r) {
  if (!records_) {
    records_ = pool.take(level_);
  } else if (size_ == 1u << level_) {
    record *const larger = pool.take(level_ + 1);
    std::copy_n(records_, size_, larger);
    pool.give_back(records_, level_);
    records_ = larger;
    ++level_;
  }
  records_[size_++] = r;
}

void granule::shrink(std::size_t n) {
  size_ = static_cast<std::uint32_t>(n);
  if (size_ || !records_)
    return;
  pool.give_back(records_, level_);
  records_ = nullptr;
  level_ = 0;
}

shadow::page *shadow::find(std::uintptr_t address) const {
  if (address >> address_bits)
    return nullptr;
  const table *const t = tables_[address >> table_shift];
  return t ? t->pages[(address >> page_shift) % t->pages.size()] : nullptr;
}

granule *shadow::at(std::uintptr_t address) {
  if (address >> address_bits)
    return nullptr;
  table *&t = tables_[address >> table_shift];
  if (!t)
    t = static_cast<table *>(map(sizeof(table)));
  page *&p = t->pages[(address >> page_shift) % t->pages.size()];
  if (!p)
    p = static_cast<page *>(map(sizeof(page)));
  return &p->granules[address / granule_bytes % p->granules.size()];
}

void shadow::forget(std::uintptr_t lo, std::uintptr_t hi) {
  constexpr std::uintptr_t page_bytes = std::uintptr_t(1) << page_shift;
  while (lo < hi) {
    const std::uintptr_t next = std::min(hi, (lo | (page_bytes - 1)) + 1);
    page *const p = find(lo);
    for (; p && lo < next; lo = (lo | (granule_bytes - 1)) + 1) {
      granule &g = p->granules[lo / granule_bytes % p->granules.size()];
      if (g.size() == 0)
        continue;
      // The bytes of the granule from lo on, and below hi.
      unsigned gone = 0xffu << lo % granule_bytes;
      if (const std::uintptr_t base = lo & ~(granule_bytes - 1); next - base < granule_bytes)
        gone &= ~(0xffu << (next - base));
      std::size_t kept = 0;
      for (record r : g) {
        r.bytes &= static_cast<std::uint8_t>(~gone);
        r.live &= r.bytes;
        if (r.bytes)
          g.begin()[kept++] = r;
      }
      g.shrink(kept);
    }
    lo = next;
  }
}

} // namespace polychrome::audit

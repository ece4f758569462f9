//===- audit/shadow.hpp - Who accessed which byte ----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For each granule of eight bytes, a list of the accesses to it that may still matter: a
// table of two levels over the 47 bits of a user's address leads to pages of granules.
// Records carry a mask of bytes, so neighbours in a granule never meet.
//
// Memory that is given back is forgotten: whoever gets it next has a new object there.
// forget() is called from inside malloc and free, also before any constructor has run:
// it allocates nothing, and the whole is constant-initialised. What the others need comes
// straight from mmap.
//
// Not synchronised.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_AUDIT_SHADOW_HPP
#define POLYCHROME_AUDIT_SHADOW_HPP

#include "pass/model/Mode.h"
#include "polychrome/audit.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace polychrome::audit {

/// A moment in an invocation: it grows with each invocation, and with each release in one.
using epoch = std::uint32_t;

struct record {
  const polychrome_audit_site *site = nullptr;
  epoch when = 0;
  std::uint8_t bytes = 0; ///< a bit for each byte of the granule
  std::uint8_t live = 0;  ///< of these, those that no later access stands for
  model::Mode mode = model::Mode::Read;
};

/// A list of records that takes its memory from a pool.
class granule {
public:
  record *begin() { return records_; }
  record *end() { return records_ + size_; }
  std::size_t size() const { return size_; }
  void add(const record &r);
  /// Keeps the first `n`.
  void shrink(std::size_t n);

private:
  record *records_ = nullptr;
  std::uint32_t size_ = 0;
  std::uint32_t level_ = 0; ///< there is room for 1 << level_ of them, if for any
};

class shadow {
public:
  static constexpr std::uintptr_t granule_bytes = 8;

  constexpr shadow() = default;
  shadow(const shadow &) = delete;
  shadow &operator=(const shadow &) = delete;

  /// Null if the address is not one that a user's memory can have.
  granule *at(std::uintptr_t address);
  /// Drops every record of these bytes.
  void forget(std::uintptr_t lo, std::uintptr_t hi);

private:
  static constexpr unsigned page_shift = 12;
  static constexpr unsigned table_shift = 29;
  static constexpr unsigned address_bits = 47;

  struct page {
    std::array<granule, (1u << page_shift) / granule_bytes> granules;
  };
  struct table {
    std::array<page *, 1u << (table_shift - page_shift)> pages;
  };

  page *find(std::uintptr_t address) const;

  std::array<table *, 1u << (address_bits - table_shift)> tables_{};
};

} // namespace polychrome::audit

#endif // POLYCHROME_AUDIT_SHADOW_HPP

//===- dispatch.cpp - From an operation to its row ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/dispatch.hpp"

#include <bit>
#include <cstring>
#include <limits>

namespace polychrome {

namespace {

std::size_t hash(const void *p) {
  return (reinterpret_cast<std::uintptr_t>(p) >> 4) * 0x9e3779b97f4a7c15u >> 20;
}

template <typename T> T read(const std::byte *at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

std::uint64_t read_scalar(const std::byte *at, unsigned size) {
  switch (size) {
  case 1:
    return read<std::uint8_t>(at);
  case 2:
    return read<std::uint16_t>(at);
  case 4:
    return read<std::uint32_t>(at);
  default:
    return read<std::uint64_t>(at);
  }
}

/// base + offset, without wrapping around either end of the address space.
std::uintptr_t saturating(std::uintptr_t base, std::int64_t offset) {
  constexpr std::uintptr_t top = std::numeric_limits<std::uintptr_t>::max();
  if (offset == std::numeric_limits<std::int64_t>::max())
    return top;
  const std::uintptr_t delta = static_cast<std::uintptr_t>(offset);
  if (offset < 0)
    return base < -delta ? 0 : base + delta;
  return base > top - delta ? top : base + delta;
}

} // namespace

dispatch_table::dispatch_table(model::Program program)
    : program_(std::move(program)), rules_(program_.Rows.size() + 1),
      needs_main_(program_.Rows.size() + 1) {
  for (const model::Row &r : program_.Rows) {
    needs_main_[r.Id] = r.Exclusive || r.Pinned;
    if (r.Exclusive)
      rules_.exclusive(r.Id);
  }
  needs_main_[no_row()] = true;
  rules_.exclusive(no_row());
  for (std::uint32_t a = 0; a < no_row(); ++a)
    for (std::uint32_t b = a; b < no_row(); ++b) {
      const model::CellBits bits = program_.bits(a, b);
      if (bits.Global)
        rules_.never_together(a, b);
      if (bits.Context || bits.Compare)
        rules_.context(a, b);
    }

  slots_.resize(std::bit_ceil(2 * program_.Entries.size() + 2));
  for (const model::Entry &e : program_.Entries) {
    if (!e.Address)
      continue;
    std::size_t i = hash(e.Address) & (slots_.size() - 1);
    while (slots_[i] && slots_[i]->Address != e.Address)
      i = (i + 1) & (slots_.size() - 1);
    if (!slots_[i])
      slots_[i] = &e;
  }
}

const model::Entry *dispatch_table::entry(const void *function) const {
  for (std::size_t i = hash(function) & (slots_.size() - 1); slots_[i];
       i = (i + 1) & (slots_.size() - 1))
    if (slots_[i]->Address == function)
      return slots_[i];
  return nullptr;
}

const void *dispatch_table::strand(std::uint32_t row, const std::byte *closure) const {
  const model::Row &r = program_.Rows[row];
  return r.Queue && !r.Exclusive ? read<const void *>(closure + *r.Queue) : nullptr;
}

namespace {

/// Does the closure hold the function that the row is for?
bool holds(const std::byte *closure, const model::Callee &c) {
  return c.Address && read<const void *>(closure + c.Offset) == c.Address &&
         (!c.Member || read<std::uint64_t>(closure + c.Offset + sizeof c.Address) == 0);
}

/// Do all closures have this row?
bool always(const model::Row &r) {
  return r.When.Size == 0 && !r.Bound;
}

} // namespace

dispatch_table::match dispatch_table::select(const model::Entry &e, const void *closure) const {
  const std::byte *const bytes = static_cast<const std::byte *>(closure);
  for (std::uint32_t row = e.FirstRow; row < e.FirstRow + e.NumRows; ++row) {
    const model::Row &r = program_.Rows[row];
    const model::Predicate &p = r.When;
    if (r.Bound && !holds(bytes, *r.Bound))
      continue;
    if (p.Size == 0 || (read_scalar(bytes + p.Offset, p.Size) & p.Mask) == p.Value)
      return {row, bytes, nullptr, strand(row, bytes), row};
  }
  return {no_row(), bytes};
}

dispatch_table::match dispatch_table::find(const void *op, const void *function,
                                           std::size_t trampoline_offset) const {
  const model::Entry *e = entry(function);
  if (!e || e->Kind != model::HandlerKind::Trampoline) {
    match m = find(function, op);
    const bool only = !e || (e->NumRows == 1 && always(program_.Rows[e->FirstRow]));
    m.function = only && !m.strand ? function : nullptr;
    return m;
  }
  // The operation owns the object, whose first member is the function that calls it.
  const void *const object =
      read<const void *>(static_cast<const std::byte *>(op) + trampoline_offset);
  if (!object)
    return {no_row()};
  const void *const call = read<const void *>(static_cast<const std::byte *>(object));
  const model::Entry *const posted = entry(call);
  if (!posted || posted->Kind != model::HandlerKind::Posted)
    return {no_row()};
  return select(*posted, object);
}

dispatch_table::match dispatch_table::find(const void *function, const void *closure) const {
#ifdef POLYCHROME_FORCE_MATRIX
  // In the tests' own copies of the library every handler is of the one forced row.
  return {0, static_cast<const std::byte *>(closure)};
#endif
  const model::Entry *e = entry(function);
  if (!e || e->Kind == model::HandlerKind::Trampoline || e->Kind == model::HandlerKind::None)
    return {no_row()};
  return select(*e, closure);
}

void dispatch_table::claims(const match &m, std::vector<claimed_range> &out) const {
  out.clear();
  add_claims(m.row, m.closure, out);
}

claimed_range dispatch_table::range(const model::KeyClaim &c, const std::byte *closure) {
  const std::uintptr_t key = read<std::uintptr_t>(closure + c.Slot);
  return {saturating(key, c.Lo), saturating(key, c.Hi), c.Write, c.Owned};
}

void dispatch_table::add_claims(std::uint32_t row, const std::byte *closure,
                                std::vector<claimed_range> &out) const {
  if (row == no_row())
    return;
  for (const model::KeyClaim &c : program_.Rows[row].Claims)
    out.push_back(range(c, closure));
}

const std::string &dispatch_table::name(std::uint32_t row) const {
  return row == no_row() ? no_name_ : program_.Rows[row].Name;
}

} // namespace polychrome

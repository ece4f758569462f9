//===- admission.cpp - Who may run beside whom, in which order --*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/admission.hpp"

#include <algorithm>
#include <bit>

namespace polychrome {

conflict_rules::conflict_rules(std::size_t rows)
    : rows_(rows), words_((rows + 63) / 64), never_(rows * words_), context_(rows * words_),
      exclusive_(rows) {}

void conflict_rules::set(std::vector<std::uint64_t> &m, std::uint32_t a, std::uint32_t b) {
  m[a * words_ + b / 64] |= std::uint64_t(1) << (b % 64);
  m[b * words_ + a / 64] |= std::uint64_t(1) << (a % 64);
}

void conflict_rules::never_together(std::uint32_t a, std::uint32_t b) {
  set(never_, a, b);
}

void conflict_rules::context(std::uint32_t a, std::uint32_t b) {
  set(context_, a, b);
}

void conflict_rules::exclusive(std::uint32_t row) {
  exclusive_[row] = true;
  for (std::uint32_t other = 0; other < rows_; ++other)
    never_together(row, other);
}

admission::admission(const conflict_rules &rules)
    : rules_(rules), rows_(rules.rows()), present_(rules.words()) {}

std::vector<admission::invocation *> &admission::places(std::size_t store) {
  if (store >= free_.size())
    free_.resize(store + 1);
  return free_[store];
}

admission::invocation *admission::allocate(std::size_t store) {
  std::vector<invocation *> &free = places(store);
  if (free.empty()) {
    // One thread may stamp what others finish.
    const auto richest =
        std::max_element(free_.begin(), free_.end(),
                         [](const auto &a, const auto &b) { return a.size() < b.size(); });
    const auto half = richest->begin() + static_cast<std::ptrdiff_t>(richest->size() / 2);
    free.insert(free.end(), half, richest->end());
    richest->erase(half, richest->end());
  }
  if (free.empty()) {
    all_.push_back(std::make_unique<invocation>());
    return all_.back().get();
  }
  invocation *i = free.back();
  free.pop_back();
  return i;
}

admission::invocation *admission::stamp(std::uint32_t row, std::span<const claimed_range> claims,
                                        void *payload, std::span<const std::uint32_t> more_rows,
                                        std::size_t store) {
  invocation *i = allocate(store);
  i->ticket = next_ticket_++;
  i->row = row;
  i->payload = payload;
  i->urgent = false;
  i->waits_for = row;
  i->unmet_ = 0;
  i->linked_by_ = 0;
  if (edges_)
    edges_->clear();
  i->claims_.clear();
  for (const claimed_range &c : claims)
    if (c.lo < c.hi)
      i->claims_.push_back(c);
  i->place_ = {i, row};
  i->more_places_.clear();
  for (const std::uint32_t more : more_rows)
    i->more_places_.push_back({i, more});
  link_rows(row, i);
  for (const std::uint32_t more : more_rows)
    link_rows(more, i);
  link_claims(i);
  enter(i);
  waiting_ += !i->ready();
  return i;
}

void admission::link(invocation *earlier, invocation *later) {
  if (earlier->linked_by_ == later->ticket)
    return;
  earlier->linked_by_ = later->ticket;
  earlier->successors_.push_back(later);
  if (edges_)
    edges_->push_back(earlier->ticket);
  if (later->unmet_++ == 0)
    later->waits_for = earlier->row;
}

void admission::link_rows(std::uint32_t of, invocation *i) {
  const std::uint64_t *never = rules_.never(of);
  // Invocations of a row that conflicts with itself are a chain: who waits for the last of
  // them need not wait for what that one waits for, which is all before it that conflicts
  // with its row.
  const row_place *const chain = rules_.is_never(of, of) ? rows_[of].last : nullptr;
  const std::uint64_t since = chain ? chain->owner->ticket : 0;
  for (std::size_t w = 0; w < present_.size(); ++w)
    for (std::uint64_t bits = present_[w] & never[w]; bits; bits &= bits - 1)
      link_row(static_cast<std::uint32_t>(w * 64 + std::countr_zero(bits)), since, i);
}

/// Those stamped at `since` or later.
void admission::link_row(std::uint32_t row, std::uint64_t since, invocation *i) {
  row_place *const stop = rules_.is_never(row, row) ? rows_[row].last->previous : nullptr;
  for (row_place *e = rows_[row].last; e != stop && e->owner->ticket >= since; e = e->previous)
    link(e->owner, i);
}

bool admission::context(const invocation *a, const invocation *b) const {
  const auto with = [&](std::uint32_t row) {
    return rules_.is_context(row, b->row) ||
           std::any_of(b->more_places_.begin(), b->more_places_.end(),
                       [&](const row_place &p) { return rules_.is_context(row, p.row); });
  };
  return with(a->row) || std::any_of(a->more_places_.begin(), a->more_places_.end(),
                                     [&](const row_place &p) { return with(p.row); });
}

void admission::link_if_met(invocation *earlier, const claimed_range &c, invocation *later) {
  if (!context(earlier, later))
    return;
  for (const claimed_range &e : earlier->claims_)
    if (e.meets(c)) {
      link(earlier, later);
      return;
    }
}

void admission::link_all(const claimed_range &c, invocation *later) {
  for (const row_state &r : rows_)
    for (row_place *e = r.last; e; e = e->previous)
      link_if_met(e->owner, c, later);
}

void admission::link_claims(invocation *i) {
  for (const claimed_range &c : i->claims_) {
    for (invocation *e : wide_)
      link_if_met(e, c, i);
    // Writers of the same claim and row are a chain: who waits for the last of them need
    // not wait for the others, nor, being one of them, for what that one waits for. Groups of
    // one claim are newest first, and writers come before readers. Where all owners in a group
    // are of one kind, one that it does not wait for stands for all.
    const claim_index::node *chain = nullptr;
    std::uint32_t chain_row = 0;
    std::uint64_t since = 0;
    const auto visit = [&](const claim_index::node &n, bool alike) {
      auto *const e = static_cast<invocation *>(n.owner);
      if (e->ticket < since)
        return false;
      if (chain && e->row == chain_row && e->more_places_.empty() && n.claim == chain->claim)
        return !alike;
      if (!context(e, i))
        return !alike;
      link(e, i);
      // One of several rows waits for more than another one of its row does.
      const bool plain = e->more_places_.empty();
      const bool chained = n.claim.write && plain && rules_.is_context(e->row, e->row);
      if (chained) {
        chain = &n;
        chain_row = e->row;
      }
      if (!plain || !i->more_places_.empty() || e->row != i->row || n.claim != c)
        return !(chained && alike);
      since = e->ticket;
      return false;
    };
    if (!index_.near(c, visit))
      link_all(c, i);
  }
}

void admission::enter(row_place &at) {
  row_state &r = rows_[at.row];
  at.previous = r.last;
  at.next = nullptr;
  (r.last ? r.last->next : r.first) = &at;
  r.last = &at;
  present_[at.row / 64] |= std::uint64_t(1) << (at.row % 64);
}

void admission::enter(invocation *i) {
  enter(i->place_);
  for (row_place &at : i->more_places_)
    enter(at);
  ++unfinished_;
  exclusive_unfinished_ += rules_.is_exclusive(i->row);

  const std::size_t per = claim_index::nodes_of_claim;
  const claim_index::kind kind = i->more_places_.empty() ? i->row : claim_index::no_kind;
  i->nodes_.assign(i->claims_.size() * per, {});
  i->wide_ = false;
  for (std::size_t n = 0; n < i->claims_.size(); ++n)
    i->wide_ |= !index_.enter(i, kind, i->claims_[n], &i->nodes_[n * per]);
  if (i->wide_)
    wide_.push_back(i);
}

void admission::leave(row_place &at) {
  row_state &r = rows_[at.row];
  (at.previous ? at.previous->next : r.first) = at.next;
  (at.next ? at.next->previous : r.last) = at.previous;
  if (!r.first)
    present_[at.row / 64] &= ~(std::uint64_t(1) << (at.row % 64));
}

void admission::leave(invocation *i) {
  leave(i->place_);
  for (row_place &at : i->more_places_)
    leave(at);
  --unfinished_;
  exclusive_unfinished_ -= rules_.is_exclusive(i->row);

  if (i->wide_)
    std::erase(wide_, i);
  const std::size_t per = claim_index::nodes_of_claim;
  for (std::size_t n = 0; n < i->claims_.size(); ++n)
    if (i->nodes_[n * per].link)
      index_.leave(i->claims_[n], &i->nodes_[n * per]);
}

void admission::finish(invocation *done, std::vector<invocation *> &ready, std::size_t store) {
  leave(done);
  // Successors were linked in the order of their tickets.
  for (invocation *s : done->successors_)
    if (--s->unmet_ == 0) {
      --waiting_;
      ready.push_back(s);
    }
  done->successors_.clear();
  places(store).push_back(done);
}

} // namespace polychrome

//===- domain_strand.cpp - What runs the queue of a strand ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The handlers of a strand come out of its queue, one after the other, inside the operation
// that runs the queue. So that is one invocation with the rows and claims of all that is
// queued. The queue is complete when the operation is stamped: what is enqueued while the
// strand is locked waits apart until the operation has run, and it is the only one of its
// strand at any time.
//
// The program may keep a strand locked for an invocation that is still running and has
// enqueued something that is kept from the strand until it returns. If nothing else is
// queued, what runs the queue is held for that invocation.
//
//===----------------------------------------------------------------------===//

#include "rt/src/presence.hpp"

#include <algorithm>

namespace polychrome {

/// What is queued there, and in turn on strands of which it runs the queues.
template <typename Visit> void domain::visit_queue(const void *strand, const Visit &visit) const {
  const void *op = nullptr;
  while ((op = callbacks_.queued(strand, op))) {
    const match m = engine_.table.find(op, callbacks_.function(op), callbacks_.trampoline_offset);
    visit(m, op);
    if (m.strand)
      visit_queue(m.strand, visit);
  }
}

/// An operation's match. Of the rows of one that runs a queue, `row` is the one that says
/// where it may run: the first that runs alone, or is pinned, or is queued.
domain::match domain::found(void *op, const void *function) const {
  match m = engine_.table.find(op, function, callbacks_.trampoline_offset);
  if (!m.strand)
    return m;
  const auto rank = [&](std::uint32_t row) {
    return engine_.table.exclusive(row) ? 3 : engine_.table.needs_main(row) ? 2 : 1;
  };
  int best = rank(m.own_row) - 1;
  visit_queue(m.strand, [&](const match &queued, const void *) {
    if (rank(queued.row) > best) {
      m.row = queued.row;
      best = rank(queued.row);
    }
  });
  return m;
}

/// The claims of an operation that is about to be stamped, and its further rows.
void domain::gather(const match &m) {
  more_rows_.clear();
  queued_.clear();
  engine_.table.claims(m, claims_);
  if (!m.strand)
    return;
  claims_.clear();
  const auto add = [&](std::uint32_t row, const std::byte *closure) {
    engine_.table.add_claims(row, closure, claims_);
    if (row != m.row && std::find(more_rows_.begin(), more_rows_.end(), row) == more_rows_.end())
      more_rows_.push_back(row);
  };
  add(m.own_row, m.closure);
  visit_queue(m.strand, [&](const match &queued, const void *op) {
    add(queued.row, queued.closure);
    queued_.push_back(op);
  });
}

bool domain::kept_from_strand(presence &p, const match &m, void *op) {
  if (callbacks_.queued(m.strand, nullptr))
    return false;
  for (presence *other : present_)
    if (other != &p && callbacks_.keeps_for(&other->frame, m.strand)) {
      other->held.push_back(op);
      return true;
    }
  return false;
}

} // namespace polychrome

//===- claim_index.cpp - Which claims are near an address -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/claim_index.hpp"

#include <utility>

namespace polychrome {

unsigned claim_index::level_of(const claimed_range &c) {
  unsigned level = 0;
  while (level < levels && c.hi - c.lo > std::uintptr_t(1) << shift(level))
    ++level;
  return level;
}

void claim_index::add(node *&groups, node &n) {
  node **at = &groups;
  while (*at && (*at)->claim != n.claim)
    at = &(*at)->next;
  n.newest = true;
  n.link = at;
  node *const before = std::exchange(*at, &n);
  if (!before)
    return;
  n.older = before;
  n.next = std::exchange(before->next, nullptr);
  if (n.next)
    n.next->link = &n.next;
  before->newest = false;
  before->link = &n.older;
  if (before->of != n.of)
    n.of = no_kind;
}

bool claim_index::enter(void *owner, kind k, const claimed_range &c, node *nodes) {
  const unsigned level = level_of(c);
  if (level == levels)
    return false;
  const std::uintptr_t first = c.lo >> shift(level);
  const std::uintptr_t last = (c.hi - 1) >> shift(level); // At most the next one.
  extent &all = extents_[level];
  all = entered_[level]++ == 0 ? extent{first, last}
                               : extent{std::min(all.first, first), std::max(all.last, last)};
  for (std::size_t n = 0; n <= last - first; ++n) {
    list &l = lists_[hash(level, first + n)];
    nodes[n] = {owner, c, k};
    add(c.write ? l.writes : l.reads, nodes[n]);
  }
  return true;
}

void claim_index::leave(const claimed_range &c, node *nodes) {
  --entered_[level_of(c)];
  for (std::size_t n = 0; n < nodes_of_claim; ++n) {
    node &gone = nodes[n];
    if (!gone.link)
      continue;
    node *const after = gone.older ? gone.older : gone.next;
    *gone.link = after;
    if (after)
      after->link = gone.link;
    if (gone.newest && gone.older) {
      after->newest = true;
      after->next = gone.next;
      if (gone.next)
        gone.next->link = &after->next;
    }
    gone = node();
  }
}

} // namespace polychrome

//===- release_order.hpp - The strict order of blocks -----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pure state machine behind POLYCHROME_ORDER=strict. What an invocation hands to the
// loop is a block; the one-thread loop appends blocks in the order of its invocations,
// and so does this: the block of a ticket is released once all earlier tickets have
// returned theirs. Then the queue, and with it every later ticket, is that of the
// one-thread loop for the same arrivals.
//
// A block may be released before that if nothing in it, and nothing that follows from it,
// can meet anything that an earlier ticket still hands over, or that follows from that: then
// no memory tells in which order the two lineages run, now or later. To find out costs
// something, so it is left to whoever has nothing else to do.
//
// That holds up to the first exception or stop. What had not begun then goes back to the
// front of the queue, and its later children come behind those of handlers that had
// already run beside it.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_RELEASE_ORDER_HPP
#define POLYCHROME_RELEASE_ORDER_HPP

#include "rt/src/lineage_rules.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace polychrome {

class release_order {
public:
  /// Blocks that release_early() looks at, and earlier tickets that it compares one with: so
  /// many at most. With more, they wait.
  static constexpr std::size_t most_examined = 16;
  static constexpr std::size_t most_compared = 32;

  /// Tickets come in order. One may be left out while none is open. To be filled in with
  /// what the ticket may hand over.
  lineage &stamped(std::uint64_t ticket) {
    if (open_.empty())
      first_ = ticket;
    if (spare_.empty()) {
      open_.emplace_back();
    } else { // With the memory that its lists had.
      open_.push_back(std::move(spare_.back()));
      spare_.pop_back();
    }
    entry &e = open_.back();
    e.returned = e.listed = false;
    e.block = nullptr;
    e.lineages.resize(1);
    return e.lineages.front();
  }

  /// The ticket's invocation has returned, or never will run, and leaves a block or null.
  /// Appends the blocks that are released by that, in their order.
  void returned(std::uint64_t ticket, void *block, std::vector<void *> &released) {
    entry &e = open_[ticket - first_];
    e.returned = true;
    e.block = block;
    waiting_ += block != nullptr;
    changed_ = true;
    for (; !open_.empty() && open_.front().returned; open_.pop_front(), ++first_) {
      release(open_.front(), released);
      spare_.push_back(std::move(open_.front()));
    }
  }

  /// Whether release_early() may find something that it has not found before.
  bool may_release_early() const { return waiting_ != 0 && changed_; }

  /// Appends blocks that need not wait, in their order. list(block, lineages) replaces the
  /// list by the lineages of the block's operations.
  template <typename List>
  void release_early(const lineage_rules &rules, const List &list, std::vector<void *> &released) {
    changed_ = false;
    std::size_t left = std::min(waiting_, most_examined);
    for (std::size_t n = 0; left != 0 && n < open_.size(); ++n) {
      entry &e = open_[n];
      if (!e.returned || !e.block)
        continue;
      --left;
      if (!e.listed)
        list(e.block, e.lineages);
      e.listed = true;
      if (is_free(n, rules))
        release(e, released);
    }
  }

  bool empty() const { return open_.empty(); }

private:
  struct entry {
    bool returned = false;
    bool listed = false; ///< the lineages are those of the block's operations
    void *block = nullptr;
    /// What may still come: of the block's operations or, before there is one, of what the
    /// invocation may hand over.
    std::vector<lineage> lineages;

    bool gone() const { return returned && !block; }
  };

  void release(entry &e, std::vector<void *> &released) {
    if (!e.block)
      return;
    released.push_back(std::exchange(e.block, nullptr));
    --waiting_;
  }

  bool is_free(std::size_t place, const lineage_rules &rules) const {
    std::size_t compared = 0;
    const auto end = open_.begin() + static_cast<std::ptrdiff_t>(place);
    return std::all_of(open_.begin(), end, [&](const entry &e) {
      return e.gone() || (++compared <= most_compared && !may_meet(e, open_[place], rules));
    });
  }

  static bool may_meet(const entry &earlier, const entry &later, const lineage_rules &rules) {
    return std::any_of(earlier.lineages.begin(), earlier.lineages.end(), [&](const lineage &a) {
      return std::any_of(later.lineages.begin(), later.lineages.end(),
                         [&](const lineage &b) { return rules.may_meet(a, b); });
    });
  }

  std::uint64_t first_ = 0;
  std::size_t waiting_ = 0; ///< blocks
  bool changed_ = false;    ///< since release_early()
  std::deque<entry> open_;
  std::vector<entry> spare_;
};

} // namespace polychrome

#endif // POLYCHROME_RELEASE_ORDER_HPP
